import type { HttpExchange } from '../../../http/exchange.ts';
import { sendPage } from '../../../http/send-page.ts';
import type { ReleasePolicy } from '../../../register/model/kinds/policy.ts';
import { frameOf } from '../../frame.ts';
import { whenIn } from '../../parts.ts';
import type { Portal, Visitor } from '../../visitor.ts';
import { changeableService, sendForm } from '../change-form.ts';
import { claimRowsOf } from '../claim-rows.ts';
import { changesBy } from '../policy-changes.ts';
import { policyOf } from '../policy-form.ts';
import { notThere, wayToChange, type SeenService } from '../seen-services.ts';
import { namedService } from '../service.ts';
import { mostVersions, shownVersions, versionsOf, type PolicyVersion } from './policy-versions.ts';
import { restoredChoices } from './restored-choices.ts';
import { renderVersion } from './version-page.ts';
import { renderVersions } from './versions-page.ts';

/** What a school chose for a service before, for everybody who may see what it gets. */
export async function showVersions(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedService(portal, exchange, visitor);
  const all = await versionsOf(portal, visitor, seen);
  const from = numberIn(exchange.request.query['from']) ?? Number.MAX_SAFE_INTEGER;
  const asked = all.filter(({ version }) => version <= from);
  const versions = await shownVersions(portal, visitor, seen, asked.slice(0, mostVersions));
  const frame = frameOf(exchange, visitor);
  sendPage(
    exchange.response,
    renderVersions({
      ...frame,
      seen,
      versions: versions.map((each) => ({ ...each, when: whenIn(portal, each.at, frame.language) })),
      olderFrom: asked[mostVersions]?.version,
    }),
  );
}

/** One of them beside what is live. */
export async function showVersion(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const seen = await namedService(portal, exchange, visitor);
  const { version, policy } = await namedVersion(portal, exchange, visitor, seen);
  const rows = claimRowsOf(seen.input);
  const { filled, lost } = restoredChoices(seen.input, rows, policy);
  const restored = policyOf(seen.input, rows, filled);
  const input = { ...seen.input, policy: { record: restored, version: filled.version } };
  const frame = frameOf(exchange, visitor);
  sendPage(
    exchange.response,
    renderVersion({
      ...frame,
      seen: { ...seen, input },
      version: { ...version, when: whenIn(portal, version.at, frame.language) },
      changes: changesBy(seen.input, restored),
      lost,
      mayRestore: (await wayToChange(portal, visitor, seen)) !== undefined,
    }),
  );
}

/** The form with the choices of an earlier version: from there on it is a change like any other. */
export async function restoreVersion(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const { seen, way } = await changeableService(portal, exchange, visitor);
  const { policy } = await namedVersion(portal, exchange, visitor, seen);
  const rows = claimRowsOf(seen.input);
  const { filled, lost } = restoredChoices(seen.input, rows, policy);
  sendForm(exchange, visitor, { seen, way, rows, filled, lost }, []);
}

/** Throws for a version that is not there, that this visitor does not see, or that chose nothing. */
async function namedVersion(
  portal: Portal,
  { request }: HttpExchange,
  visitor: Visitor,
  seen: SeenService,
): Promise<{ readonly version: PolicyVersion; readonly policy: ReleasePolicy }> {
  const number = numberIn(request.params['version']);
  const named = (await versionsOf(portal, visitor, seen)).filter(({ version }) => version === number);
  const [version] = await shownVersions(portal, visitor, seen, named);
  if (version === undefined || typeof version.policy === 'string') throw notThere();
  return { version, policy: version.policy };
}

function numberIn(text: unknown): number | undefined {
  return typeof text === 'string' && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
