import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalReasons, whoseTurnFor, withheldReasons } from '../../src/domain/release.ts';

const page = readFileSync('docs/FEDERATION.md', 'utf8');

/** Rows of the table whose head begins with this column, as cells. */
function rowsBelow(firstColumn: string): readonly (readonly string[])[] {
  const [, , ...rest] = page.slice(page.indexOf(`\n| ${firstColumn} `) + 1).split('\n');
  return rest
    .slice(
      0,
      rest.findIndex((row) => !row.startsWith('|')),
    )
    .map((row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

describe('docs/FEDERATION.md', () => {
  it('explains every reason why a claim stays behind, with whose turn it is', () => {
    const rows = rowsBelow('Why a claim stays behind');
    expect(rows.map(([reason]) => reason?.replaceAll('`', '')).toSorted()).toEqual(
      withheldReasons.toSorted(),
    );
    for (const [reason, what, whoseTurn] of rows) {
      expect(what?.length, reason).toBeGreaterThan(20);
      expect(whoseTurn, reason).toMatch(/^(?:nobody’s|school|board|board and supplier|supplier|operator)$/);
    }
  });

  it('names whose turn it is for every reason of a refusal as the code does', () => {
    const told = new Map(
      rowsBelow('Gate').flatMap(([, reasons = '', turn = '']) =>
        [...reasons.matchAll(/`(\w+)`/g)].map(([, reason = '']) => [reason, turn] as const),
      ),
    );
    for (const reason of refusalReasons) {
      expect([reason, told.get(reason)]).toEqual([reason, whoseTurnFor(reason)]);
    }
  });
});
