import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../domain/clock.ts';
import type { AttributeName, IdpId } from '../domain/ids.ts';
import type { AuditEvent, LedgerEntry } from '../domain/ledger.ts';
import { createIdpRefusals, type IdpRefusals } from './idp-refusals.ts';
import type { MessageKind, MessageOutcome } from '../domain/outbox.ts';
import { boundedLabel, countedLoginOutcome } from './metric-labels.ts';

export type StoreName = 'ephemeral' | 'register' | 'people' | 'ledger' | 'announcements' | 'outbox';

export interface RegisterState {
  readonly revision: number;
  /** Milliseconds since this node last knew that its snapshot was the newest. */
  readonly ageMillis: number;
}

/** Of all nodes together, as this one saw it last. */
export interface OutboxState {
  readonly waiting: number;
  readonly dead: number;
  readonly oldestMillis: number;
}

/**
 * Numbers about the broker as a whole. No label names a school, a service or a person: small groups are people too. An IdP is named
 * where its certificates end soon, and where five sign-ins or more are refused at its answers, which say nothing of who signs in.
 */
export interface Metrics {
  /** Counts logins, refusals, rejections, guard stops and conflicts from what the audit trail is told. */
  audited(event: Pick<AuditEvent, 'type' | 'reason' | 'idp'>): void;
  /** Counts a release and what it withheld. */
  disclosed(entry: Pick<LedgerEntry, 'withheld'>): void;
  /** Counts what an IdP sent and could not be used. */
  leftOut(notice: { readonly reason: string; readonly attribute?: AttributeName }): void;
  storeFailed(store: StoreName): void;
  /** Counts a call of the broker to somebody else. */
  called(call: { readonly purpose: string; readonly outcome: string }): void;
  /** Counts an attempt to send a message. */
  attempted(attempt: { readonly kind: MessageKind; readonly outcome: MessageOutcome }): void;
  requestEnded(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Prometheus text format. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

export interface MetricsOptions {
  /** Which protocol an IdP speaks; absent when it is no longer in the register. */
  readonly protocolOf: (idp: IdpId) => 'saml' | 'oidc' | undefined;
  readonly registerState: () => RegisterState;
  /** Records that refer to a secret which this node cannot read. */
  readonly unreadableSecrets: () => number;
  /** Of IdPs that need another certificate within 60 days; the most urgent first. */
  readonly certificateEnds: () => readonly { readonly idp: IdpId; readonly daysLeft: number }[];
  readonly outbox: () => OutboxState;
  /** How many IdPs one metric names at the most. */
  readonly namedIdps: number;
  readonly clock: Clock;
}

export const mostRoutes = 100;
export const mostReasons = 200;
export const mostAttributes = 100;

/** A registry of its own: two brokers in one process (tests) do not count each other's logins. */
export function createMetrics({ protocolOf, ...options }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = createCounters(registry);
  createGauges(registry, options);
  createCertificateGauge(registry, options);
  const idpRefusals = createIdpRefusals(options.clock);
  createRefusalGauge(registry, idpRefusals, options);
  const routeLabel = boundedLabel(mostRoutes);
  const reasonLabel = boundedLabel(mostReasons);
  const attributeLabel = boundedLabel(mostAttributes);

  return {
    audited(event) {
      idpRefusals.audited(event);
      counters.events.inc({ type: event.type, reason: reasonLabel(event.reason ?? 'none') });
      const outcome = countedLoginOutcome(event.type);
      if (outcome === undefined) return;
      const protocol = event.idp === undefined ? undefined : protocolOf(event.idp);
      counters.logins.inc({ outcome, protocol: protocol ?? 'none' });
    },
    disclosed(entry) {
      counters.disclosures.inc();
      for (const { reason } of entry.withheld) counters.withheld.inc({ reason });
    },
    leftOut: ({ reason, attribute }) =>
      counters.leftOut.inc({ reason, attribute: attributeLabel(attribute ?? 'none') }),
    storeFailed: (store) => counters.storeFailures.inc({ store }),
    called: ({ purpose, outcome }) => counters.calls.inc({ purpose, outcome }),
    attempted: ({ kind, outcome }) => counters.attempts.inc({ kind, outcome }),
    requestEnded({ method, route, status, seconds }) {
      const labels = { method, route: routeLabel(route), status: `${Math.floor(status / 100)}xx` };
      counters.requests.observe(labels, seconds);
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function createCounters(registry: Registry) {
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `sluis_${name}`, help, labelNames, registers: [registry] });
  return {
    logins: counter('logins_total', 'Logins that ended, by outcome and protocol of the school.', [
      'outcome',
      'protocol',
    ]),
    events: counter(
      'audit_events_total',
      'Entries that this node wrote to the audit trail, without those of register changes.',
      ['type', 'reason'],
    ),
    disclosures: counter('disclosures_total', 'Releases written to the ledger.', []),
    withheld: counter('claims_withheld_total', 'Claims that stayed behind, by reason.', ['reason']),
    leftOut: counter(
      'attributes_left_out_total',
      'Values that an IdP sent and that could not be used, by reason and attribute.',
      ['reason', 'attribute'],
    ),
    storeFailures: counter('store_failures_total', 'Calls that a store did not answer.', ['store']),
    calls: counter(
      'outgoing_calls_total',
      'Calls of this node to schools and suppliers, by how they ended.',
      ['purpose', 'outcome'],
    ),
    attempts: counter(
      'outbox_attempts_total',
      'Attempts of this node to send a message, by how they ended.',
      ['kind', 'outcome'],
    ),
    requests: new Histogram({
      name: 'sluis_http_request_duration_seconds',
      help: 'Time until an answer was sent.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    }),
  };
}

/** Asked for when they are read, so that a snapshot that no longer gets confirmed shows as one that ages. */
function createGauges(
  registry: Registry,
  { registerState, unreadableSecrets, certificateEnds, outbox }: Omit<MetricsOptions, 'protocolOf'>,
): void {
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({
      name: `sluis_${name}`,
      help,
      registers: [registry],
      collect: () => {
        made.set(read());
      },
    });
  };
  gauge(
    'register_revision',
    'Revision of the register that this node works with.',
    () => registerState().revision,
  );
  gauge(
    'register_age_seconds',
    'Time since this node knew that its snapshot was the newest.',
    () => registerState().ageMillis / 1000,
  );
  gauge(
    'secrets_unreadable',
    'Services, API clients and IdPs that refer to a secret which this node cannot read.',
    unreadableSecrets,
  );
  gauge(
    'certificates_ending',
    'IdPs by which nobody can sign in any more within 60 days, or already, unless they get another certificate.',
    () => certificateEnds().length,
  );
  gauge('outbox_waiting', 'Messages that wait to be sent, at all nodes together.', () => outbox().waiting);
  gauge('outbox_dead_letters', 'Messages that nobody tries to send any more.', () => outbox().dead);
  gauge(
    'outbox_oldest_seconds',
    'Time since the oldest message was made that still waits; 0: none does.',
    () => outbox().oldestMillis / 1000,
  );
}

function createCertificateGauge(
  registry: Registry,
  { certificateEnds, namedIdps }: Pick<MetricsOptions, 'certificateEnds' | 'namedIdps'>,
): void {
  const daysLeft = new Gauge<'idp'>({
    name: 'sluis_certificate_days_left',
    help: 'Whole days until the last certificate of an IdP ends, of those that end first; 0: today, or already.',
    labelNames: ['idp'],
    registers: [registry],
    collect: () => {
      daysLeft.reset();
      for (const one of certificateEnds().slice(0, namedIdps)) {
        daysLeft.set({ idp: one.idp }, one.daysLeft);
      }
    },
  });
}

function createRefusalGauge(
  registry: Registry,
  idpRefusals: IdpRefusals,
  { namedIdps }: Pick<MetricsOptions, 'namedIdps'>,
): void {
  const refused = new Gauge<'idp'>({
    name: 'sluis_idp_refusals',
    help: 'Sign-ins that this node refused at answers of an IdP in the last 15 to 30 minutes, of those with the most.',
    labelNames: ['idp'],
    registers: [registry],
    collect: () => {
      refused.reset();
      for (const { idp, refusals } of idpRefusals.most(namedIdps)) refused.set({ idp }, refusals);
    },
  });
}
