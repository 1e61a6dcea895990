import type { AttributeName } from '../../domain/ids.ts';
import type { Transform } from '../../domain/attributes.ts';
import { affiliations, type Affiliation } from '../../domain/person.ts';
import type { ReleasePolicy } from '../../register/model/kinds/policy.ts';
import type { ActivationInput } from '../../release/activation.ts';
import { outlookOf, type Outlook, type OutlookClaim } from '../../release/outlook.ts';

/** What a change of the policy does to people of one affiliation. */
export interface AffiliationChange {
  readonly affiliation: Affiliation;
  /** Whether they get in at all, from now on or no longer. */
  readonly access?: 'opens' | 'closes';
  readonly claims: readonly ClaimChange[];
}

/** `starts` to leave, `stops`, or leaves in another form. */
export interface ClaimChange {
  readonly name: AttributeName;
  readonly what: 'starts' | 'stops' | 'becomes';
  /** In which form it leaves from now on. */
  readonly transforms: readonly Transform[];
}

/** What leaves after a change and did not before, and the other way round; only those whom it concerns. */
export function changesBy(input: ActivationInput, policy: ReleasePolicy): readonly AffiliationChange[] {
  const before = outlookOf(input);
  const after = outlookOf({ ...input, policy: { record: policy, version: 0 } });
  return affiliations.flatMap((affiliation) => {
    const [was, becomes] = [before, after].map((outlook) => of(affiliation, outlook));
    const access = accessChange(was, becomes);
    const claims = claimChanges(was?.claims ?? [], becomes?.claims ?? []);
    return access === undefined && claims.length === 0
      ? []
      : [{ affiliation, ...(access === undefined ? {} : { access }), claims }];
  });
}

function of(affiliation: Affiliation, outlook: readonly Outlook[]): Outlook | undefined {
  return outlook.find((each) => each.affiliation === affiliation);
}

function accessChange(
  was: Outlook | undefined,
  becomes: Outlook | undefined,
): 'opens' | 'closes' | undefined {
  if ((was === undefined) === (becomes === undefined)) return undefined;
  return was === undefined ? 'opens' : 'closes';
}

function claimChanges(
  was: readonly OutlookClaim[],
  becomes: readonly OutlookClaim[],
): readonly ClaimChange[] {
  const stopped = was.filter(({ name }) => becomes.every((claim) => claim.name !== name));
  const others = becomes.flatMap((claim): readonly ClaimChange[] => {
    const earlier = was.find(({ name }) => name === claim.name);
    const change = { name: claim.name, transforms: narrowestOf(claim) };
    if (earlier === undefined) return [{ ...change, what: 'starts' }];
    const isSame = JSON.stringify(earlier.permissions) === JSON.stringify(claim.permissions);
    return isSame ? [] : [{ ...change, what: 'becomes' }];
  });
  return [...others, ...stopped.map(({ name }) => ({ name, what: 'stops', transforms: [] }) as const)];
}

/** How a claim leaves, for a page: of several permissions the one that reduces it in most ways; of each kind one transform. */
export function narrowestOf({ permissions }: OutlookClaim): readonly Transform[] {
  const most = permissions.reduce<readonly Transform[]>(
    (narrowest, each) => (each.length > narrowest.length ? each : narrowest),
    permissions[0] ?? [],
  );
  const kinds = [...new Set(most.map(({ kind }) => kind))];
  return kinds.map((kind) => (kind === 'values' ? { kind, allow: allowedByAll(most) } : { kind }));
}

function allowedByAll(transforms: readonly Transform[]): readonly string[] {
  const lists = transforms.flatMap((each) => (each.kind === 'values' ? [each.allow] : []));
  const [first = [], ...others] = lists;
  return first.filter((value) => others.every((allow) => allow.includes(value)));
}
