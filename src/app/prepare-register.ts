import { systemClock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Objectors } from '../register/changes/objectors.ts';
import { warningsOf, type Registry } from '../register/changes/registry.ts';
import { upgradeOfObjections } from '../register/changes/upgrade-objections.ts';
import { upgradeRecords, upgradesOfForms } from '../register/changes/upgrade-records.ts';
import { readFederationFolder } from '../register/files/federation-files.ts';
import type { Register } from '../register/replica/register.ts';
import { submitFiles } from '../register/files/submit-files.ts';
import type { RegisterStore } from '../storage/stores/register-store.ts';

/** Brings records of earlier versions to today's form: before anything of the register is read or applied. */
export async function upgradeRegister(
  store: RegisterStore,
  objectors: Objectors,
  logger: Logger,
): Promise<void> {
  const upgrades = [...upgradesOfForms(), upgradeOfObjections(store, objectors)];
  await upgradeRecords({ store, clock: systemClock, logger, upgrades });
}

/** Of boards that signed nothing with the operator yet, each once: in this release people of theirs sign in all the same. */
export function warnOfBoards(register: Pick<Register, 'boards'>, logger: Logger): void {
  for (const { record } of register.boards()) {
    if (record.operatorAgreement !== undefined) continue;
    logger.warn('board.operator_agreement_missing', {
      component: 'federation',
      recordKind: 'board',
      recordId: record.id,
    });
  }
}

/** Federation files to apply before serving. */
export interface FirstFiles {
  readonly folder: string;
  /** Leave a register that already holds something as it is. */
  readonly onlyWhenEmpty: boolean;
}

export async function applyFirstFiles({
  files,
  store,
  registry,
  logger,
}: {
  readonly files: FirstFiles;
  readonly store: RegisterStore;
  readonly registry: Pick<Registry, 'submit'>;
  readonly logger: Logger;
}): Promise<void> {
  if (files.onlyWhenEmpty && (await store.revision()) > 0) return;
  const outcome = await submitFiles({ registry, store }, await readFederationFolder(files.folder), {
    prune: false,
    author: 'sluis serve',
    reason: `applied from ${files.folder} at the start`,
  });
  const component = 'federation';
  for (const { kind, id } of warningsOf(outcome)) {
    logger.warn('register.warning', { component, recordKind: kind, recordId: id });
  }
  logger.info('register.applied', { reason: outcome.outcome, revision: await store.revision() });
}
