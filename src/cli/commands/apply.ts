import { userInfo } from 'node:os';
import { federationRecords, readFederationFolder } from '../../config/federation-files.ts';
import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import { applyPlan, planAgainst } from '../../federation/apply.ts';
import { isEmptyPlan, type Plan } from '../../federation/plan.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { RegisterStore } from '../../storage/stores.ts';
import { onlyWord, readWords, usageFault, type Command, type Terminal } from '../command.ts';
import { planLines } from '../plan-lines.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { withDatabase } from '../with-database.ts';

interface Wish {
  readonly isAgreed: boolean;
  readonly author: string;
  readonly reason: string;
}

/** `sluis apply`: shows what would change, asks, and changes all of it or nothing. */
export const apply: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    yes: { type: 'boolean', default: false },
    prune: { type: 'boolean', default: false },
    author: { type: 'string' },
    reason: { type: 'string' },
  });
  const folder = onlyWord(positionals, 'folder');
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const wanted = federationRecords(await readFederationFolder(folder, catalogue));
  const wish = {
    isAgreed: values.yes,
    author: values.author ?? systemUser(),
    reason: values.reason ?? `sluis apply ${folder}`,
  };
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const store = createPostgresRegisterStore(postgres);
    const plan = await planAgainst(store, wanted, { prune: values.prune, catalogue });
    for (const line of planLines(plan)) terminal.out(line);
    return isEmptyPlan(plan) ? 0 : await carryOut(store, plan, wish, terminal);
  });
};

async function carryOut(store: RegisterStore, plan: Plan, wish: Wish, terminal: Terminal): Promise<0 | 1> {
  if (!wish.isAgreed) {
    if (terminal.confirm === undefined) {
      throw usageFault('nothing was changed: nobody can be asked, so give --yes');
    }
    if (!(await terminal.confirm('Apply this?'))) {
      terminal.say('nothing was changed');
      return 1;
    }
  }
  const { author, reason } = wish;
  const result = await applyPlan(store, plan, { author, reason, at: systemClock.now() });
  if (result.outcome === 'conflict') {
    throw new SluisError(
      'storage.conflict',
      'nothing was changed: somebody else changed the register in the meantime. Look at the difference again.',
    );
  }
  terminal.out(`applied as revision ${String(result.revision)}`);
  return 0;
}

/** A user id in a container often has no name. Then somebody has to say who changes the register. */
function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    throw usageFault('this system knows no name for you: give --author <name>');
  }
}
