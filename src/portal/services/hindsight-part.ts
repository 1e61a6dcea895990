import type { AttributeName } from '../../domain/ids.ts';
import type { Language } from '../../domain/language.ts';
import { html, type Markup } from '../../http/markup.ts';
import { requiredClaims, type Service } from '../../register/model/kinds/service.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { numberText } from './claim-text.ts';
import type { AffiliationInHindsight, CountedHindsight } from './counted-hindsight.ts';
import type { AffiliationChange } from './policy-changes.ts';

type ServiceShown = Pick<Service, 'name' | 'claims'>;

/** What the whole page says of the past month, once. */
export function hindsightNote(language: Language, hindsight: CountedHindsight): string {
  const { pastMonth } = portalMessagesIn(language).services;
  if (hindsight.outcome === 'away') return pastMonth.away;
  return hindsight.outcome === 'too_few' ? pastMonth.tooFew : pastMonth.howCounted;
}

/** What people of one affiliation would have noticed of it: those for whom the service opens or closes. */
export function accessInHindsight(
  language: Language,
  hindsight: CountedHindsight,
  { affiliation, access }: AffiliationChange,
): string | undefined {
  const { pastMonth } = portalMessagesIn(language).services;
  if (access === undefined || hindsight.outcome !== 'counted') return undefined;
  if (access === 'opens') return pastMonth.opens;
  const found = hindsight.told(affiliation);
  return found === undefined ? pastMonth.tooFew : pastMonth.closes(numberText(language, found.signIns));
}

/** What would have become of one claim of theirs. Of who gets in no longer, nothing is said of claims. */
export function claimInHindsight(
  language: Language,
  hindsight: CountedHindsight,
  { affiliation, access }: AffiliationChange,
  claim: { readonly name: AttributeName; readonly service: ServiceShown },
): Markup | undefined {
  if (access !== undefined || hindsight.outcome !== 'counted') return undefined;
  const lines = linesOf(language, hindsight.told(affiliation), claim);
  return html`${lines.map((line) => html`<p class="state">${line}</p>`)}`;
}

function linesOf(
  language: Language,
  found: AffiliationInHindsight | undefined,
  { name, service }: { readonly name: AttributeName; readonly service: ServiceShown },
): readonly string[] {
  const { pastMonth } = portalMessagesIn(language).services;
  const fates = found?.fatesOf(name);
  if (found === undefined || fates === undefined) return [pastMonth.tooFew];
  const signIns = numberText(language, found.signIns);
  return [...fates].map(([fate, times]) => {
    const line = pastMonth.fates[fate](numberText(language, times), signIns);
    const isNeeded = fate === 'stopped' && requiredClaims(service).includes(name);
    return isNeeded ? `${line} ${pastMonth.needs(service.name)}` : line;
  });
}
