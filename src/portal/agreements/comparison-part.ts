import { dayForPeople } from '../../domain/moment-for-people.ts';
import { html, type Markup } from '../../http/markup.ts';
import { portalMessagesIn } from '../languages/messages-in.ts';
import { listText } from '../services/claim-text.ts';
import { agreementFacts, peopleText } from './agreement-facts.ts';
import { annexChanges, type ComparedRow } from './annex-changes.ts';
import { annexText, labelOf, type AnnexText, type AnnexWords } from './annex-text.ts';
import type { AgreementBetween, SeenAgreement } from './seen-agreements.ts';

/** What an offer changes of the agreement before it, row by row; everything is new where there is none. */
export function renderComparison(words: AnnexWords, seen: SeenAgreement): Markup {
  const { sign: messages, facts, annex } = portalMessagesIn(words.language).agreements;
  const { earlier, agreement } = seen;
  const days = earlier && daysText(words, earlier);
  const services = servicesOf(seen);
  const rows = annexChanges(earlier?.agreement.annex ?? [], agreement.annex);
  return html`<p>${days === undefined ? messages.first : messages.comparedWith(facts.fromUntil(...days))}</p>
    ${[...services].map(([id, name]) => {
      const ofService = rows.filter(({ before, after }) => (after ?? before)?.service === id);
      return html`<h2>${annex.title(name)}</h2>
        ${ofService.length === 0 && html`<p>${annex.none}</p>`}
        ${ofService.filter(({ change }) => change !== 'unchanged').map((row) => changedRow(words, seen, row))}
        ${unchanged(words, ofService)}`;
    })}
    <h2>${messages.factsTitle}</h2>
    ${changedFacts(words, seen)}`;
}

function daysText(
  { language }: AnnexWords,
  { agreement }: AgreementBetween,
): readonly [from: string, until: string] {
  return [dayForPeople(agreement.validFrom, language), dayForPeople(agreement.validUntil, language)];
}

/** Names by id: those of the offer, and then those that it leaves out. */
function servicesOf({ services, earlier }: SeenAgreement): ReadonlyMap<string, string> {
  return new Map([...services, ...(earlier?.services ?? [])].map(({ id, name }) => [id, name]));
}

function changedRow(words: AnnexWords, seen: SeenAgreement, row: ComparedRow): Markup {
  const { sign: messages, annex } = portalMessagesIn(words.language).agreements;
  const { before, after, affiliations, change } = row;
  const [old, next] = [before, after].map(
    (each) =>
      each && annexText(words, serviceOf(seen, each.service), { ...each, affiliations: [...affiliations] }),
  );
  const isBoth = old !== undefined && next !== undefined;
  const warns = change === 'added' || change === 'wider';
  return html`<div class="claim">
    <div class="claim-what">
      <h3>${(next ?? old)?.label}</h3>
      <p class="mark${warns && ' warn'}"><strong>${messages.changes[change]}</strong></p>
      ${
        isBoth
          ? html`<p class="state">${annex.about(peopleText(words.language, affiliations))}</p>
              <p class="state">${messages.was}: ${beyond(old, next)}</p>
              <p>${messages.becomes}: ${beyond(next, old)}</p>`
          : (next ?? old)?.lines.map((line) => html`<p class="state">${line}</p>`)
      }
    </div>
  </div>`;
}

/** What one of two rows says and the other one does not: the same on both sides would hide it. */
function beyond(one: AnnexText, other: AnnexText): string {
  const said = [`${one.label}.`, ...one.lines].filter(
    (line) => line !== `${other.label}.` && !other.lines.includes(line),
  );
  return said.length === 0 ? '–' : said.join(' ');
}

function serviceOf(
  { services, earlier }: SeenAgreement,
  id: string,
): SeenAgreement['services'][number] | undefined {
  return [...services, ...(earlier?.services ?? [])].find((service) => service.id === id);
}

function unchanged(words: AnnexWords, rows: readonly ComparedRow[]): Markup | false {
  const { sign: messages } = portalMessagesIn(words.language).agreements;
  const texts = rows.flatMap(({ change, after, affiliations }) =>
    change === 'unchanged' && after !== undefined
      ? [`${labelOf(words, after)} – ${peopleText(words.language, affiliations)}`]
      : [],
  );
  return (
    texts.length > 0 && html`<p class="state">${messages.unchanged(listText(words.language, texts))}</p>`
  );
}

/** What both say of themselves as a whole, where it differs; of a first agreement everything. */
function changedFacts({ language }: AnnexWords, seen: SeenAgreement): Markup {
  const { sign: messages } = portalMessagesIn(language).agreements;
  const before = new Map(
    (seen.earlier === undefined ? [] : agreementFacts(language, seen.earlier)).map(({ name, value }) => [
      name,
      value,
    ]),
  );
  const after = new Map(agreementFacts(language, seen).map(({ name, value }) => [name, value]));
  const names = [...new Set([...after.keys(), ...before.keys()])].filter(
    (name) => before.get(name) !== after.get(name),
  );
  return names.length === 0
    ? html`<p>${messages.same}</p>`
    : html`<dl class="facts">
        ${names.map((name) => {
          const [old, next] = [before.get(name), after.get(name)];
          return html`<div>
            <dt>${name}</dt>
            <dd>
              ${
                seen.earlier === undefined
                  ? html`<p>${next}</p>`
                  : html`<p class="state">${messages.was}: ${old ?? '–'}</p>
                      <p>${messages.becomes}: ${next ?? '–'}</p>`
              }
            </dd>
          </div>`;
        })}
      </dl>`;
}
