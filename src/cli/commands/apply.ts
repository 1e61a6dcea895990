import {
  federationRecords,
  readFederationAddition,
  type Elsewhere,
} from '../../register/files/federation-files.ts';
import { readCatalogue } from '../../config/read-catalogue.ts';
import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import { applyPlan, planAgainst, type CheckedPlan } from '../../register/changes/apply.ts';
import { isEmptyPlan, planAsChanges } from '../../register/changes/plan.ts';
import type { CommandContext, Terminal } from '../command.ts';
import { agreed, authorOf, dueMoment } from '../change-words.ts';
import { reportScheduled } from '../change-lines.ts';
import { momentTextIn } from '../moment-text.ts';
import { reasonFault } from '../options.ts';
import { planLines } from '../plan-lines.ts';
import { openRegistry, type OpenRegistry } from '../open-registry.ts';
import { withDatabase } from '../with-database.ts';

export interface ApplyOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly prune?: boolean;
  readonly create?: boolean;
  readonly at?: string;
  readonly author?: string;
  readonly reason?: string;
}

interface Wish {
  readonly isAgreed: boolean;
  readonly author: string;
  readonly reason: string;
  /** Milliseconds since the epoch; absent: now. */
  readonly due: number | undefined;
  readonly momentText: (millis: number) => string;
}

/**
 * `sluis apply`: shows what would change, asks, and changes all of it or nothing, now or at a later moment. A dry run ends
 * after what it shows.
 */
export async function apply(
  folder: string,
  { dryRun = false, yes = false, prune = false, create = false, ...options }: ApplyOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const reason = options.reason ?? (dryRun ? '' : undefined);
  if (reason === undefined) throw reasonFault();
  const settings = readSettings(env);
  const catalogue = await readCatalogue(settings.configFolder);
  const destinations = settings.outgoingDestinations;
  const wish = {
    isAgreed: yes,
    author: authorOf(options.author),
    reason,
    due: options.at === undefined ? undefined : dueMoment(options.at, settings.timeZone),
    momentText: momentTextIn(settings.timeZone),
  };
  return await withDatabase({ ...settings, mayCreate: create }, terminal.say, async (postgres) => {
    const register = openRegistry(postgres, { settings, catalogue });
    // what is pruned is gone: then the files have to say everything
    const elsewhere: Elsewhere = prune ? () => Promise.resolve([]) : register.store.find;
    const files = await readFederationAddition(folder, { catalogue, destinations }, elsewhere);
    const wanted = federationRecords(files);
    const plan = await planAgainst(register.store, wanted, { prune, catalogue, destinations });
    for (const line of planLines(plan)) terminal.out(line);
    if (dryRun || isEmptyPlan(plan)) return 0;
    if (!(await agreed(wish.isAgreed, terminal))) return 1;
    return wish.due === undefined
      ? await applyNow(register, plan, wish, terminal)
      : await applyLater(register, plan, { ...wish, due: wish.due }, terminal);
  });
}

async function applyNow(
  { store }: OpenRegistry,
  plan: CheckedPlan,
  { author, reason }: Wish,
  terminal: Terminal,
): Promise<0> {
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

/** What is kept for later is the difference, not the files: what others change meanwhile is left as it is. */
async function applyLater(
  { registry }: OpenRegistry,
  plan: CheckedPlan,
  { author, reason, due, momentText }: Wish & { readonly due: number },
  terminal: Terminal,
): Promise<0 | 1> {
  const proposal = { changes: planAsChanges(plan), author, reason };
  return reportScheduled(await registry.schedule(proposal, due), terminal, momentText);
}
