import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { createLookAtSecret, createSecretReader } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { readableRecords } from '../register/model/records.ts';
import type { LookAtSecret } from '../register/model/secret-state.ts';
import { kindsWithSecrets, secretsIn } from '../register/rules/secret-rules.ts';
import type { Change } from '../storage/stores/records.ts';
import type { CommandContext } from './command.ts';

/** How a command looks at the secrets that records refer to. */
export interface SecretsHere {
  /** Absent: the secrets are not on this machine, and nothing can be said about them. */
  readonly lookAtSecret: LookAtSecret | undefined;
  /** Says that nobody looked, where these changes refer to secrets and nobody could. */
  sayUnseen(changes: readonly Change[]): void;
}

/**
 * Secrets are on a machine that has the keys of a broker. Files are there where the broker has them; the environment of a command
 * need not be that of the broker.
 */
export async function secretsHere(
  { keysFolder }: Pick<Settings, 'keysFolder'>,
  { env, terminal }: CommandContext,
): Promise<SecretsHere> {
  const isHere = await isReadable(join(keysFolder, 'pseudonym.json'));
  return {
    lookAtSecret: isHere
      ? createLookAtSecret(createSecretReader({ keysFolder, env }), { isBroker: false })
      : undefined,
    sayUnseen(changes) {
      if (isHere || !refersToSecrets(changes)) return;
      terminal.say(
        `warning: nobody looked at the secrets: they are with the keys of the broker, and ${keysFolder} (SLUIS_KEYS) has no pseudonym.json that can be read`,
      );
    },
  };
}

async function isReadable(path: string): Promise<boolean> {
  return await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}

function refersToSecrets(changes: readonly Change[]): boolean {
  const holders = changes.flatMap((change) =>
    'ended' in change || !kindsWithSecrets.has(change.kind) ? [] : [change],
  );
  return secretsIn(readableRecords(holders)).next().done !== true;
}
