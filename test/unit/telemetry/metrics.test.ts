import { describe, expect, it } from 'vitest';
import { attributeName, idpId } from '../../../src/domain/ids.ts';
import { createMetrics, type MetricsOptions } from '../../../src/telemetry/metrics.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { present } from './present.ts';

const saml = present(idpId('regenboog-saml'));
const gone = present(idpId('gone'));

function metrics(
  registerState = () => ({ revision: 1, ageMillis: 0 }),
  wishes: Partial<Pick<MetricsOptions, 'certificateEnds' | 'namedIdps'>> = {},
) {
  return createMetrics({
    protocolOf: (idp) => (idp === saml ? 'saml' : undefined),
    registerState,
    unreadableSecrets: () => 3,
    certificateEnds: () => [],
    outbox: () => ({ waiting: 7, dead: 2, oldestMillis: 90_500 }),
    namedIdps: 20,
    clock: createManualClock(),
    ...wishes,
  });
}

describe('metrics', () => {
  it('count logins by outcome and protocol, and name no IdP, school or service', async () => {
    const made = metrics();
    made.audited({ type: 'login.succeeded', idp: saml });
    made.audited({ type: 'login.succeeded', idp: saml });
    made.audited({ type: 'login.rejected', idp: gone, reason: 'saml.response_issuer' });
    made.audited({ type: 'login.refused', reason: 'no_agreement' });
    made.audited({ type: 'session.ended' });
    const { body } = await made.render();
    expect(body).toContain('sluis_logins_total{outcome="succeeded",protocol="saml"} 2');
    expect(body).toContain('sluis_logins_total{outcome="rejected",protocol="none"} 1');
    expect(body).toContain('sluis_logins_total{outcome="refused",protocol="none"} 1');
    expect(body).toContain('sluis_audit_events_total{type="login.rejected",reason="saml.response_issuer"} 1');
    expect(body).not.toMatch(/sluis_logins_total\{outcome="session/);
    expect(body).not.toContain('regenboog');
  });

  it('name the IdPs at whose answers most sign-ins are refused, and none where the operator wants none', async () => {
    const refuse = (made: ReturnType<typeof metrics>) => {
      for (const idp of [saml, saml, gone, saml, gone, saml, gone, saml, gone, saml, gone]) {
        made.audited({ type: 'login.rejected', idp, reason: 'saml.expired' });
      }
      return made.render();
    };
    expect((await refuse(metrics())).body.match(/^sluis_idp_refusals\{.*/gm)).toEqual([
      'sluis_idp_refusals{idp="regenboog-saml"} 6',
      'sluis_idp_refusals{idp="gone"} 5',
    ]);
    const { body: one } = await refuse(metrics(undefined, { namedIdps: 1 }));
    expect(one).not.toContain('sluis_idp_refusals{idp="gone"}');
    expect((await refuse(metrics(undefined, { namedIdps: 0 }))).body).not.toMatch(/sluis_idp_refusals\{/);
  });

  it('tell what waits in the outbox and what is dead, and count attempts', async () => {
    const made = metrics();
    made.attempted({ kind: 'mail', outcome: 'deferred' });
    made.attempted({ kind: 'mail', outcome: 'deferred' });
    const { body } = await made.render();
    expect(body).toContain('sluis_outbox_waiting 7');
    expect(body).toContain('sluis_outbox_dead_letters 2');
    expect(body).toContain('sluis_outbox_oldest_seconds 90.5');
    expect(body).toContain('sluis_outbox_attempts_total{kind="mail",outcome="deferred"} 2');
  });

  it('count a stop of the guard', async () => {
    const made = metrics();
    made.audited({ type: 'guard.stopped', reason: 'claim_not_in_entry' });
    expect((await made.render()).body).toContain(
      'sluis_audit_events_total{type="guard.stopped",reason="claim_not_in_entry"} 1',
    );
  });

  it('count releases, and what was withheld by reason, without claim names', async () => {
    const made = metrics();
    const claim = present(attributeName('family_name'));
    made.disclosed({ withheld: [{ claim, reason: 'objection' }] });
    made.disclosed({ withheld: [] });
    const { body } = await made.render();
    expect(body).toContain('sluis_disclosures_total 2');
    expect(body).toContain('sluis_claims_withheld_total{reason="objection"} 1');
    expect(body).not.toContain('family_name');
  });

  it('count what an IdP sent and could not be used, by reason and attribute, and never a value', async () => {
    const made = metrics();
    made.leftOut({ reason: 'malformed', attribute: present(attributeName('eckid')) });
    made.leftOut({ reason: 'malformed', attribute: present(attributeName('eckid')) });
    made.leftOut({ reason: 'identifier_missing' });
    const { body } = await made.render();
    expect(body).toContain('sluis_attributes_left_out_total{reason="malformed",attribute="eckid"} 2');
    expect(body).toContain('sluis_attributes_left_out_total{reason="identifier_missing",attribute="none"} 1');
  });

  it('do not grow without end when labels are fed from outside', async () => {
    const made = metrics();
    for (let index = 0; index < 500; index += 1) {
      made.requestEnded({ method: 'GET', route: `/r${index}`, status: 200, seconds: 0.01 });
      made.audited({ type: 'login.rejected', reason: `saml.${index}` });
    }
    made.audited({ type: 'login.rejected', reason: 'canary@school.example' });
    const { body } = await made.render();
    expect(body.match(/request_duration_seconds_count\{/g)).toHaveLength(101);
    expect(body.match(/sluis_audit_events_total\{/g)).toHaveLength(201);
    expect(body).toContain('route="other"');
    expect(body).not.toContain('canary');
  });

  it('show the revision and age of the register when they are asked', async () => {
    let ageMillis = 1500;
    const made = metrics(() => ({ revision: 7, ageMillis }));
    expect((await made.render()).body).toContain('sluis_register_age_seconds 1.5');
    ageMillis = 9000;
    const { body } = await made.render();
    expect(body).toContain('sluis_register_age_seconds 9');
    expect(body).toContain('sluis_register_revision 7');
    expect(body).toContain('sluis_secrets_unreadable 3');
  });

  it('count IdPs whose certificates end, and name the most urgent, as many as the operator wants', async () => {
    let ends = [
      { idp: gone, daysLeft: 0 },
      { idp: saml, daysLeft: 12 },
    ];
    const bodyWith = async (made: ReturnType<typeof metrics>) => (await made.render()).body;
    const certificateEnds = () => ends;
    const made = metrics(undefined, { certificateEnds });
    const first = await bodyWith(made);
    expect(first).toContain('\nsluis_certificates_ending 2\n');
    expect(first).toContain('\nsluis_certificate_days_left{idp="gone"} 0\n');
    expect(first).toContain('\nsluis_certificate_days_left{idp="regenboog-saml"} 12\n');
    const one = await bodyWith(metrics(undefined, { certificateEnds, namedIdps: 1 }));
    expect(one.match(/^sluis_certificate_days_left\{.*/gm)).toEqual([
      'sluis_certificate_days_left{idp="gone"} 0',
    ]);
    const none = await bodyWith(metrics(undefined, { certificateEnds, namedIdps: 0 }));
    expect(none).toContain('\nsluis_certificates_ending 2\n');
    expect(none).not.toMatch(/sluis_certificate_days_left\{|regenboog/);
    ends = [];
    const after = await bodyWith(made);
    expect(after).toContain('\nsluis_certificates_ending 0\n');
    expect(after).not.toContain('sluis_certificate_days_left{');
  });

  it('keep two brokers in one process apart, and include the event loop', async () => {
    const one = metrics();
    const other = metrics();
    one.storeFailed('ledger');
    expect((await one.render()).body).toContain('sluis_store_failures_total{store="ledger"} 1');
    const { body, contentType } = await other.render();
    expect(body).not.toContain('store="ledger"');
    expect(body).toContain('nodejs_eventloop_lag_seconds');
    expect(contentType).toContain('text/plain');
  });
});
