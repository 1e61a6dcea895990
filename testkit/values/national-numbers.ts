/*
 * Spellings of national numbers, and values that are none. The door (`src/upstream/`) and the guard (`src/guard/`) share
 * no code; both are held to this. All numbers are invented: they pass the test, and belong to nobody who is meant.
 */

/** Nine digits that pass the test: found by the door and by the guard. */
export const nationalNumbers: readonly (readonly [what: string, value: string])[] = [
  ['BSN', '111222333'],
  ['BSN that begins with a zero', '063138219'],
  ['education number, remainder five', '100000107'],
  ['education number with dots', '101.222.331'],
  ['dots', '111.222.333'],
  ['dots after four and two', '0631.38.219'],
  ['blanks', '111 222 333'],
  ['a blank after every digit', '1 1 1 2 2 2 3 3 3'],
  ['dashes', '111-222-333'],
  ['dashes with blanks', '111 - 222 - 333'],
  ['slashes', '111/222/333'],
  ['low lines', '111_222_333'],
  ['commas', '111,222,333'],
  ['apostrophes', '111’222’333'],
  ['several kinds of separators', '111.222-333'],
  ['non-breaking spaces', '111\u00A0222\u00A0333'],
  ['narrow non-breaking spaces', '111\u202F222\u202F333'],
  ['thin spaces', '111\u2009222\u2009333'],
  ['figure spaces', '111\u2007222\u2007333'],
  ['ideographic spaces', '111\u3000222\u3000333'],
  ['zero-width spaces', '111\u200B222\u200B333'],
  ['word joiners', '111\u2060222\u2060333'],
  ['soft hyphens', '111\u00AD222\u00AD333'],
  ['non-breaking hyphens', '111\u2011222\u2011333'],
  ['en dashes', '111\u2013222\u2013333'],
  ['minus signs', '111\u2212222\u2212333'],
  ['middle dots', '111\u00B7222\u00B7333'],
  ['full-width digits', '１１１２２２３３３'],
  ['full-width digits and dots', '１１１．２２２．３３３'],
  ['Arabic-Indic digits', '١١١٢٢٢٣٣٣'],
  ['Arabic-Indic digits with their own separators', '١١١٬٢٢٢٬٣٣٣'],
  ['Persian digits', '۱۱۱۲۲۲۳۳۳'],
  ['Devanagari digits', '१११२२२३३३'],
  ['mathematical digits', '𝟏𝟏𝟏𝟐𝟐𝟐𝟑𝟑𝟑'],
  ['superscript digits', '¹¹¹²²²³³³'],
  ['digits of several scripts', '١١١222３３３'],
  ['in a text', 'nummer 111222333!'],
  ['in a user name', 'l111222333'],
  ['after another number', 'groep 5 111.222.333'],
  ['before a date', '111222333 2014-03-09'],
  ['after a school year', '2024-2025 111222333'],
  ['between letters', 'x111222333x'],
];

/** Eight digits that may have lost a zero: they count in the door's share alone. */
export const lostZeros: readonly (readonly [what: string, value: string])[] = [
  ['a lost zero', '63138219'],
  ['a lost zero, with dots', '63.138.219'],
  ['a lost zero, in full-width digits', '６３１３８２１９'],
];

/** Nothing for the door's share, and nothing for the guard. */
export const innocentValues: readonly (readonly [what: string, value: string])[] = [
  ['nothing', ''],
  ['a name', 'Sanne'],
  ['nine digits that do not pass', '111222334'],
  ['only zeros', '000000000'],
  ['only zeros, with dots', '000.000.000'],
  ['remainder five without 10 in front', '201222331'],
  ['ten digits', '1112223330'],
  ['ten digits, the first a zero', '0111222333'],
  ['ten digits with blanks inside', '1112 223330'],
  ['eight digits that do not pass', '63138218'],
  ['numbers that are far apart', '111222 en 333'],
  ['numbers with a word between', '111 of 222 of 333'],
  ['a telephone number', '06-11122233'],
  ['a postal address', '1012 AB 12345'],
  ['a number before two days that share a year', '2025663.2.8.2024.01.1'],
  ['the digits of an ECK iD', '0a1b2c3d4e5f60718293a4b5c6d7e8f9'.repeat(4)],
];

/** As innocent: days and school years, each of which has digits that would pass the test. */
export const innocentDays: readonly (readonly [what: string, value: string])[] = [
  ['a date', '2014-02-04'],
  ['a date, small to big', '04-02-2014'],
  ['a date without zeros, and a number after it', '12-1-2014 17'],
  ['a date with slashes', '2014/02/16'],
  ['a date with non-breaking hyphens', '2014\u201102\u201104'],
  ['a date with blanks', '2014 - 02 - 04'],
  ['a date without separators', '20140204'],
  ['a date without separators, small to big', '04022014'],
  ['a date in full-width digits', '２０１４-０２-０４'],
  ['a date and a digit after it', '2014-02-05 1'],
  ['a school year', '2024-2025'],
  ['a school year with a slash', '2024/2025'],
  ['a school year with an en dash', '2024\u20132025'],
  ['a school year with non-breaking spaces', '2024\u00A0-\u00A02025'],
  ['a school year without separator', '20242025'],
  ['a school year in Arabic-Indic digits', '٢٠٢٤-٢٠٢٥'],
  ['a group in front of a school year', '9 2023-2024'],
  ['a group after a school year', '2024-2025 5'],
  ['a short school year and a group', '2024/25 101'],
];
