import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../../../../src/domain/language.ts';
import type { Letter } from '../../../../src/portal/letters/letter.ts';
import { parentsLetter } from '../../../../src/portal/letters/parents-letter.ts';
import { portalMessagesIn } from '../../../../src/portal/languages/messages-in.ts';
import type { SeenService } from '../../../../src/portal/services/seen-services.ts';
import { decide } from '../../../../src/release/decide.ts';
import { outlookOf } from '../../../../src/release/outlook.ts';
import type { DecisionInput } from '../../../../src/release/sign-in.ts';
import { seen } from '../../../../testkit/pages/invented-service.ts';
import { arbitraryInput } from '../../release/arbitrary-federation.ts';

const seenWith = ({ access, ...given }: DecisionInput): SeenService => ({
  school: given.school,
  service: given.service,
  supplier: seen.supplier,
  access,
  input: given,
});

/** Items of the first list below a heading, before the next one. */
function listBelow({ blocks }: Letter, heading: string): readonly string[] {
  const start = blocks.findIndex((block) => block.kind === 'heading' && block.text === heading);
  const below = blocks.slice(start + 1);
  const end = below.findIndex(({ kind }) => kind === 'heading');
  return below.slice(0, end).flatMap((block) => (block.kind === 'list' ? block.items : []));
}

const labelsOf = (items: readonly string[]): readonly string[] =>
  items.map((item) => item.replace(/(?: \(.*\))?: [^:]*$/, '')).toSorted();

/** What the letter says that the app gets and does not get, beside what it may get. */
function told(given: DecisionInput, language: (typeof languages)[number]) {
  const letter = parentsLetter(language, seenWith(given));
  if (letter === undefined) return undefined;
  const { parents } = portalMessagesIn(language).letters;
  const [code, ...gets] = listBelow(letter, parents.gets);
  return { code, gets, getsNot: listBelow(letter, parents.getsNot) };
}

describe('a letter to parents', () => {
  it.each(languages)('says in %s exactly what may leave of pupils, no claim more or less', (language) => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const outlook = outlookOf(given).find(({ affiliation }) => affiliation === 'pupil');
        const letter = told(given, language);
        if (outlook === undefined) return void expect(letter).toBeUndefined();
        if (letter === undefined) return;
        const labelOf = (name: string): string =>
          [...given.catalogue.attributes.values()].find((each) => each.name === name)?.label[language] ?? '';
        const registered = new Set(given.service.claims.map(({ name }) => name));
        const leaving = new Set(outlook.claims.map(({ name }) => name));
        expect(labelsOf(letter.gets)).toEqual([...leaving].map(labelOf).toSorted());
        expect([...letter.getsNot].toSorted()).toEqual(
          [...registered]
            .filter((name) => !leaving.has(name) && given.catalogue.attributes.has(name))
            .map(labelOf)
            .toSorted(),
        );
      }),
    );
  });

  it('is there whenever a pupil gets in, and has whatever leaves then', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        const asked = { ...given, affiliation: 'pupil' } as const;
        const decision = decide(asked);
        if (decision.outcome === 'refused') return;
        const gets = labelsOf(told(asked, 'nl')?.gets ?? []);
        for (const { name } of decision.released) {
          expect(gets).toContain(given.catalogue.attributes.get(name)?.label.nl);
        }
        expect(told(asked, 'nl')?.code).toContain('Een code die alleen');
      }),
    );
  });

  it('says in how far a claim is cut', () => {
    const texts = told({ ...seen.input, affiliation: 'pupil' } as DecisionInput, 'nl')?.gets;
    expect(texts).toEqual([
      'Voornaam: om iemand binnen te laten en te herkennen',
      'Klas of groep (alleen groep-5 en groep-6): om te leren en te oefenen',
    ]);
  });
});
