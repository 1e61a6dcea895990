import { errorCodes, type ErrorCode } from '../../src/domain/error-codes.ts';
import type { WhoseTurn } from '../../src/domain/release.ts';
import { explain } from '../../src/http/error-topic.ts';
import { english } from '../../src/http/languages/english.ts';
import { allErrorCodes } from '../../testkit/values/error-codes.ts';

const head = `# Error codes

Written from \`src/domain/error-codes.ts\` and \`src/http/error-topic.ts\` by \`npm test -- test/docs/error-codes-page.test.ts -u\`; do
not edit.

A code stands in the log, in the audit trail and in what \`sluis error find\` prints. People see the page alone, which many codes share, so that nobody
learns which check failed. A code never changes its meaning. Entries of the audit trail may hold a code of an earlier version that is
not listed here, and hold reasons that are none of these: why a sign-in is refused is in [FEDERATION.md](FEDERATION.md), and what the
management API answers in [API.md](API.md).
`;

/** The parts of the page, and the codes in each by the word before the dot. */
const parts: Readonly<Record<string, RegExp>> = {
  'What the answer of a SAML IdP did wrong': /^saml\./,
  'What the answer of an OpenID Connect IdP did wrong': /^oidc\./,
  'Why nobody was recognised in a good answer': /^identity\./,
  'The way of a login': /^login\./,
  'Calls of the broker to others': /^outgoing\./,
  'The broker itself': /^(?:storage|register|settings|secret|keyring|document|outbox|factor)\.|^internal$/,
  'Accounts of the portal': /^account\./,
  'Requests to the broker': /^http\./,
};

const turns: Readonly<Record<WhoseTurn, string>> = {
  school: 'the school',
  board: 'the board of the school',
  supplier: 'the supplier',
  operator: 'whoever runs Sluis',
  person: 'whoever signs in',
};

/** docs/ERROR-CODES.md: every code, whose turn it is, and the page that people see. */
export function errorCodesPage(): string {
  const sections = Object.entries(parts).map(([title, codes]) => {
    const rows = allErrorCodes.filter((code) => codes.test(code)).map(rowOf);
    return `## ${title}\n\n${table([['Code', 'What it means', 'Whose turn', 'Page'], ...rows])}\n`;
  });
  return [head, ...sections].join('\n');
}

function rowOf(code: ErrorCode): readonly string[] {
  const { topic, status, whoseTurn } = explain(code);
  const page = `_${english.errors[topic].title}_ (${String(status)})`;
  return [`\`${code}\``, errorCodes[code].meaning, turns[whoseTurn], page];
}

/** A Markdown table as Prettier writes it. */
function table([names = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = names.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(names), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
