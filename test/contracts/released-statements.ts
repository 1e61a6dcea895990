import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import '../../src/storage/postgres/document-store.ts';
import '../../src/storage/postgres/key-fingerprint-store.ts';
import '../../src/storage/postgres/ledger-store.ts';
import '../../src/storage/postgres/outbox-store.ts';
import '../../src/storage/postgres/person-store.ts';
import '../../src/storage/postgres/register-store.ts';
import '../../src/storage/postgres/schedule-store.ts';
import { madeStatements } from '../../src/storage/postgres/statement.ts';

/*
 * The statements of the last release, which has to go on working beside this version until all nodes are new. Written anew
 * at each release, and at no other time: `node test/contracts/released-statements.ts write`.
 */

const file = fileURLToPath(new URL('released-statements.json', import.meta.url));
const shape = z.record(z.string(), z.string());

export function releasedStatements(): Readonly<Record<string, string>> {
  return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Of this version, by name. */
export function currentStatements(): Readonly<Record<string, string>> {
  return Object.fromEntries([...madeStatements()].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'write') {
  writeFileSync(file, `${JSON.stringify(currentStatements(), null, 2)}\n`);
}
