import { describe, expect, it } from 'vitest';
import { calendarDay } from '../../../../src/domain/clock.ts';
import { councilBundle } from '../../../../src/portal/letters/council-bundle.ts';
import type { Letter } from '../../../../src/portal/letters/letter.ts';
import { parentsLetter } from '../../../../src/portal/letters/parents-letter.ts';
import type { SeenService } from '../../../../src/portal/services/seen-services.ts';
import type { AccessRule } from '../../../../src/register/model/kinds/access.ts';
import { board, ended, school, seen, untouched } from '../../../../testkit/pages/invented-service.ts';
import { required } from '../../../../testkit/values/ids.ts';

const textOf = (letter: Letter | undefined): string => JSON.stringify(letter?.blocks);
const parents = (changes: Partial<SeenService> = {}): string =>
  textOf(parentsLetter('nl', { ...seen, ...changes }));
const withAgreement = (changes: Partial<SeenService['input']['agreements'][number]['record']>) => ({
  input: {
    ...seen.input,
    agreements: seen.input.agreements.map(({ record, version }) => ({
      version,
      record: { ...record, ...changes },
    })),
  },
});
const withAccess = (changes: Partial<AccessRule>) => ({
  access: { version: 1, record: { school: school.id, service: seen.service.id, ...changes } },
});

describe('a letter to parents', () => {
  it.each([
    ['the school did not choose', untouched],
    ['the agreement is over', ended],
    ['only teachers get in', { ...seen, ...withAccess({ affiliations: ['teacher'] }) }],
    [
      'the licence is over',
      {
        ...seen,
        ...withAccess({
          licence: {
            from: required(calendarDay('2025-08-01')),
            until: required(calendarDay('2026-08-31')),
          },
        }),
      },
    ],
  ])('is not there where %s', (_what, given) => {
    expect(parentsLetter('nl', given)).toBeUndefined();
  });

  it('says that not everybody uses the app, and names no group by which the school chose', () => {
    const text = parents(withAccess({ groups: ['Plusklas van Pip'] }));
    expect(text).toContain('Niet alle leerlingen');
    expect(text).not.toContain('Plusklas');
    expect(parents()).not.toContain('Niet alle leerlingen');
  });

  it('says what nobody wrote down, and does not pass over it', () => {
    const text = parents({
      ...withAgreement({
        annex: required(seen.input.agreements[0]).record.annex.map(
          ({ ground: _ground, destroyedAfterDays: _days, ...row }) => row,
        ),
      }),
      service: { ...seen.service, placesOfProcessing: undefined } as unknown as SeenService['service'],
      supplier: { ...seen.supplier, subProcessors: undefined } as unknown as SeenService['supplier'],
    });
    for (const said of [
      'is de reden in de wet niet vastgelegd: Voornaam en Klas of groep',
      'Hoe lang de leverancier de gegevens bewaart, is niet vastgelegd',
      'In welk land de gegevens staan, is niet vastgelegd',
      'Of er bedrijven helpen van buiten de Europese Economische Ruimte (EER), is niet vastgelegd',
      'Stel uw vraag aan de school',
    ]) {
      expect(text).toContain(said);
    }
  });

  it('tells who decides, the moment of signing in, and where to ask', () => {
    const text = parents({
      ...withAgreement({ relation: 'controller' }),
      school: { ...school, help: { phone: '0299 123 456' } },
      service: { ...seen.service, client: { ...seen.service.client, signInTime: true } },
    });
    expect(text).toContain('De leverancier bepaalt zelf');
    expect(text).toContain('Het moment waarop uw kind inlogde');
    expect(text).toContain('0299 123 456');
  });

  it('has no character that turns others round or that nobody sees', () => {
    const name = 'Lees\u202Eboom\u0000\u200B\uD800 <b>';
    expect(parentsLetter('nl', { ...seen, service: { ...seen.service, name } })?.title).toBe(
      'De app Leesboom <b> op De Regenboog',
    );
  });
});

describe('the overview for the participation council', () => {
  const bundle = (...services: readonly SeenService[]) =>
    councilBundle('nl', { school, board, today: seen.input.today, services });

  it('is about what is on, and nothing else', () => {
    expect(textOf(bundle(untouched, ended))).toContain('Er staan nu geen apps aan.');
    const text = textOf(bundle(seen, untouched));
    for (const said of ['doet mee als deelnemer', 'Verrekijk Ltd', 'DPIA 2026-14', '31 juli 2027']) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain('Wolkenrek');
    expect(text.match(/Gegevens voor Leesboom Lezen/g)).toHaveLength(1);
  });

  it('has a row for each claim of each sort of people', () => {
    const rows = bundle(seen).blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    expect(rows.map(([claim, people]) => [claim, people])).toEqual([
      ['Voornaam', 'leerlingen'],
      ['Klas of groep (alleen groep-5 en groep-6)', 'leerlingen'],
    ]);
  });

  it('names the apps that it has no room for', () => {
    const text = textOf(bundle(...Array.from({ length: 43 }, () => seen)));
    expect(text.match(/Gegevens voor Leesboom Lezen/g)).toHaveLength(40);
    expect(text).toContain('passen hier niet bij: Leesboom Lezen, Leesboom Lezen en Leesboom Lezen.');
  });
});
