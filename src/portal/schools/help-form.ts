import type { Fault } from '../../domain/fault.ts';
import type { WrittenText } from '../../http/written-text.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { textIn } from '../form-fields.ts';
import { helpFields, type HelpField, type WrongHelp } from '../languages/messages.ts';

/** What somebody filled in, as it was typed. */
export type FilledHelp = Readonly<Record<HelpField, string>>;

/** What the school says now, with a reason still to give. */
export function helpAsItIs({ help }: Pick<School, 'help'>): FilledHelp {
  const { text, room, phone = '' } = help ?? {};
  const [said, where] = [written(text), written(room)];
  return {
    text: said.nl,
    textInEnglish: said.en,
    room: where.nl,
    roomInEnglish: where.en,
    phone,
    reason: '',
  };
}

function written(texts: WrittenText | undefined): { readonly nl: string; readonly en: string } {
  return { nl: texts?.nl ?? '', en: texts?.en ?? '' };
}

/** Of a form that comes now, or was kept. */
export function filledHelp(fields: Readonly<Record<string, unknown>>): FilledHelp {
  const typed = (field: HelpField): string => textIn(fields, field);
  return {
    text: typed('text'),
    textInEnglish: typed('textInEnglish'),
    room: typed('room'),
    roomInEnglish: typed('roomInEnglish'),
    phone: typed('phone'),
    reason: typed('reason'),
  };
}

/** The school with this help. Where people choose a new password is not on the form, and stays. */
export function withHelp(body: object, { help }: Pick<School, 'help'>, filled: FilledHelp): object {
  const said = {
    ...inLanguages('text', oneLine(filled.text), oneLine(filled.textInEnglish)),
    ...inLanguages('room', filled.room, filled.roomInEnglish),
    ...member('phone', filled.phone),
    ...member('resetUrl', help?.resetUrl ?? ''),
  };
  const others = Object.entries(body).filter(([name]) => name !== 'help');
  return {
    ...Object.fromEntries(others),
    ...(Object.keys(said).length === 0 ? {} : { help: said }),
  };
}

function inLanguages(name: 'text' | 'room', dutch: string, english: string): object {
  const texts = { ...member('nl', dutch), ...member('en', english) };
  return Object.keys(texts).length === 0 ? {} : { [name]: texts };
}

function oneLine(typed: string): string {
  return typed.replaceAll(/\s+/g, ' ');
}

function member(name: string, typed: string): object {
  const value = typed.trim();
  return value === '' ? {} : { [name]: value };
}

const fieldAt: Readonly<Partial<Record<string, HelpField>>> = {
  'help.text.nl': 'text',
  'help.text.en': 'textInEnglish',
  'help.room.nl': 'room',
  'help.room.en': 'roomInEnglish',
  'help.phone': 'phone',
};

/** Faults are for people who read English; the page says the same by the fields that are wrong, each once. */
export function wrongIn(faults: readonly Fault[]): readonly WrongHelp[] {
  const wrong = new Set<WrongHelp>(faults.map(({ path }) => fieldAt[path.join('.')] ?? 'other'));
  return [...helpFields, 'other' as const].filter((each) => wrong.has(each));
}
