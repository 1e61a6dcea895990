import { z } from 'zod';
import type { Kind } from '../kind.ts';
import type { RecordType } from '../record-type.ts';
import {
  boardIdValue,
  brinValue,
  dayValue,
  mailboxValue,
  plainTextValue,
  rioValue,
  schoolIdValue,
  textValue,
  webAddressValue,
} from '../values.ts';

export const educationSectors = ['po', 'vo', 'mbo', 'ho'] as const;
export type EducationSector = (typeof educationSectors)[number];

const inLanguages = z.strictObject({ nl: plainTextValue, en: plainTextValue.exactOptional() });

const phoneValue = z.string().regex(/^\+?\d(?:[ -]?\d){2,14}$/, {
  error: 'must be a phone number: digits, with single spaces or hyphens between them (0299 123 456)',
});

/** Where people of the school get help with signing in: a place, not a person. */
const help = z
  .strictObject({
    text: inLanguages.exactOptional(),
    room: inLanguages.exactOptional(),
    phone: phoneValue.exactOptional(),
    /** Where the school's own login lets somebody choose a new password; the only link among it. */
    resetUrl: webAddressValue.exactOptional(),
  })
  .refine((value) => Object.keys(value).length > 0, { error: 'must say something' });

export const schoolRecord = z.strictObject({
  id: schoolIdValue,
  board: boardIdValue,
  name: textValue,
  town: textValue,
  /** BRIN4 (`12AB`) or BRIN6 with branch (`12AB01`). */
  brin: brinValue,
  /** Identifier in the national register of institutions (RIO). */
  rio: rioValue.exactOptional(),
  sector: z.enum(educationSectors),
  /** Closed or merged: from that day on nobody signs in for this school. */
  closed: z.strictObject({ on: dayValue, successor: schoolIdValue.exactOptional() }).exactOptional(),
  contact: mailboxValue.exactOptional(),
  /** What the school itself tells parents about personal data. */
  informationPage: webAddressValue.exactOptional(),
  /** Education for pupils who need special support (speciaal onderwijs). */
  specialEducation: z.boolean().exactOptional(),
  /** That somebody is at this school says something of their health, religion or the like (GDPR 9), and what. */
  sensitive: z.strictObject({ reason: textValue }).exactOptional(),
  /** Shown only to who chose this school or came from it. */
  help: help.exactOptional(),
});
export type School = RecordType<typeof schoolRecord>;

export const schoolKind: Kind<School> = {
  schema: schoolRecord,
  idParts: ['id'],
  fileList: 'schools',
  references: [
    { to: 'board', at: ['board'] },
    { to: 'school', at: ['closed', 'successor'] },
  ],
  foundBy: { brin: [['brin']] },
  unique: [
    {
      word: 'brin',
      at: ['brin'],
      problem: (brin, holder) => `BRIN ${brin} already belongs to school ${holder}`,
      remedy: 'correct one of the two',
    },
  ],
  api: {
    path: 'schools',
    schemaName: 'School',
    filters: ['board'],
    writeScope: 'schools:write',
    example: {
      id: 'de-regenboog',
      board: 'waterland',
      name: 'De Regenboog',
      town: 'Monnickendam',
      brin: '12EA',
      sector: 'po',
      help: { text: { nl: 'Wachtwoord kwijt? Vraag het aan je leraar.' }, phone: '0299 123 456' },
    },
  },
};
