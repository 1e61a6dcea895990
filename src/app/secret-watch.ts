import type { Logger } from '../domain/logger.ts';
import { nameOf, type RecordName } from '../domain/record-kinds.ts';
import type { LookAtSecret } from '../register/model/secret-state.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { lookAtSecrets, secretFaults } from '../register/rules/secret-rules.ts';

/**
 * Which records refer to a secret that this node cannot read. Whoever needs such a secret fails, and nobody else: so it is no
 * reason to send people to another node, and has to be seen before somebody signs in.
 */
export interface SecretWatch {
  /** Looks at all secrets that the register refers to now; says what can no longer be read, and what can again. Never fails. */
  look(): Promise<void>;
  /** Records, as of the last look. */
  count(): number;
}

export function createSecretWatch({
  register,
  lookAtSecret,
  logger,
}: {
  readonly register: Pick<RegisterView, 'current'>;
  readonly lookAtSecret: LookAtSecret;
  readonly logger: Logger;
}): SecretWatch {
  let known: ReadonlyMap<string, RecordName> = new Map();
  const fieldsOf = ({ kind, id }: RecordName) => ({
    component: 'federation',
    recordKind: kind,
    recordId: id,
  });
  return {
    count: () => known.size,
    async look() {
      const found = await unreadable(register, lookAtSecret);
      for (const [name, record] of found) {
        if (!known.has(name)) logger.warn('secret.unreadable', fieldsOf(record));
      }
      for (const [name, record] of known) {
        if (!found.has(name)) logger.info('secret.readable_again', fieldsOf(record));
      }
      known = found;
    },
  };
}

async function unreadable(
  register: Pick<RegisterView, 'current'>,
  lookAtSecret: LookAtSecret,
): Promise<ReadonlyMap<string, RecordName>> {
  const current = register.current();
  const records = {
    service: current.services().map(({ record }) => record),
    'api-client': current.apiClients().map(({ record }) => record),
    idp: current.idps().map(({ record }) => record),
  };
  const found = secretFaults(records, await lookAtSecrets(records, lookAtSecret));
  return new Map(
    found
      .filter(({ judgement }) => judgement === 'unreadable')
      .map(({ fault: { kind, id } }) => [nameOf({ kind, id }), { kind, id }]),
  );
}
