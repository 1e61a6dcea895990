import { readSettings } from '../../config/read-settings.ts';
import { personHandle, schoolId, serviceId } from '../../domain/ids.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { DecisionBasis } from '../../domain/release.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import { readWords, refuseWords, usageFault, type Command } from '../command.ts';
import { idOfOption } from '../option-ids.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis ledger list`: which claims left, when, for which service; newest first. */
export const ledgerList: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    school: { type: 'string' },
    service: { type: 'string' },
    person: { type: 'string' },
    limit: { type: 'string', default: '100' },
  });
  refuseWords(positionals);
  const school = idOfOption('school', values.school, schoolId);
  const service = idOfOption('service', values.service, serviceId);
  const person = idOfOption('person', values.person, personHandle);
  const filter = {
    ...(school === undefined ? {} : { school }),
    ...(service === undefined ? {} : { service }),
    ...(person === undefined ? {} : { person }),
    limit: limitOf(values.limit),
  };
  const entries = await withDatabase(readSettings(env), terminal.say, (postgres) =>
    createPostgresLedgerStore(postgres).list(filter),
  );
  entries.forEach((entry) => terminal.out(entryLine(entry)));
  return 0;
};

function limitOf(text: string): number {
  const limit = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
  if (limit === undefined) throw usageFault('--limit must be a number from 1 to 99999');
  return limit;
}

function basisText({ agreement, agreementVersion, policyVersion, accessVersion }: DecisionBasis): string {
  const rule = accessVersion === undefined ? '' : `, access rule v${String(accessVersion)}`;
  return `agreement ${agreement} v${String(agreementVersion)}, policy v${String(policyVersion)}${rule}`;
}

function entryLine(entry: LedgerEntry): string {
  const released = entry.released.map(({ claim, transforms }) => [claim, ...transforms].join('+'));
  const withheld = entry.withheld.map(({ claim, reason }) => `${claim} (${reason})`);
  return [
    new Date(entry.at).toISOString(),
    entry.id,
    `${entry.kind} ${entry.person}`,
    `${entry.school} → ${entry.service}`,
    basisText(entry.basis),
    `released: ${released.join(', ') || 'sub only'}`,
    ...(withheld.length === 0 ? [] : [`withheld: ${withheld.join(', ')}`]),
  ].join(' · ');
}
