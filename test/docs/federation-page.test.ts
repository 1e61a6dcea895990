import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalReasons, whoseTurnFor, withheldReasons } from '../../src/domain/release.ts';
import { tableRows } from './table-rows.ts';

const page = readFileSync('docs/FEDERATION.md', 'utf8');

describe('docs/FEDERATION.md', () => {
  it('explains every reason why a claim stays behind, with whose turn it is', () => {
    const rows = tableRows(page, '\n| Why a claim stays behind ');
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
      tableRows(page, '\n| Gate ').flatMap(([, reasons = '', turn = '']) =>
        [...reasons.matchAll(/`(\w+)`/g)].map(([, reason = '']) => [reason, turn] as const),
      ),
    );
    for (const reason of refusalReasons) {
      expect([reason, told.get(reason)]).toEqual([reason, whoseTurnFor(reason)]);
    }
  });
});
