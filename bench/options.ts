import { parseArgs } from 'node:util';
import type { Load } from './load/load.ts';
import { isSubjectName, subjectNames, type SubjectName } from './subjects.ts';

export interface Options {
  readonly subjects: readonly SubjectName[];
  readonly loads: readonly Load[];
  /** Logins of each subject under each load, in each round. */
  readonly logins: number;
  readonly rounds: number;
  /** Logins of the soak; 0: none. */
  readonly soak: number;
  /** Counts Redis commands and transactions of a login as well. */
  readonly count: boolean;
  readonly warmUp: number;
  /** Options of Node for the broker. */
  readonly nodeFlags: readonly string[];
  readonly profile: boolean;
  readonly jacksonFolder: string | undefined;
}

export const usage = `npm run bench -- [options]

  --subjects a,b      what is measured: ${subjectNames.join(', ')}
                      (default: all that use Redis, and bare)
  --at-a-time 1,8,32  closed loop: so many people at a time (default 32)
  --per-second 20,40  open loop as well: so many people come each second
  --logins 400        logins of each subject, under each load, in each round
  --rounds 3          rounds; subjects take turns within a round
  --soak 20000        at the end so many logins of all kinds at the broker, to see its memory
  --warm-up 400       logins of each subject before anything is measured
  --node-flags a,b    options of Node for the broker, such as --max-semi-space-size=16
  --count             Redis commands and database transactions of a login
  --jackson folder    where \`npm install @boxyhq/saml-jackson\` was run; for the subject jackson
  --profile           a CPU profile of the broker and its summary; spoils the other figures`;

/** Throws with a message for the person at the terminal. */
export function readOptions(words: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...words],
    options: {
      subjects: { type: 'string', default: 'oidc-school,saml-school,single-sign-on,bare,bare-redis' },
      'at-a-time': { type: 'string', default: '32' },
      'per-second': { type: 'string', default: '' },
      logins: { type: 'string', default: '400' },
      rounds: { type: 'string', default: '3' },
      soak: { type: 'string', default: '0' },
      'warm-up': { type: 'string', default: '400' },
      'node-flags': { type: 'string', default: '' },
      count: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      jackson: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  return {
    subjects: list(values.subjects).map(subject),
    loads: [
      ...list(values['at-a-time']).map((text): Load => ({ kind: 'closed', atATime: positive(text) })),
      ...list(values['per-second']).map((text): Load => ({ kind: 'open', perSecond: positive(text) })),
    ],
    logins: positive(values.logins),
    rounds: positive(values.rounds),
    soak: values.soak === '0' ? 0 : positive(values.soak),
    warmUp: positive(values['warm-up']),
    nodeFlags: list(values['node-flags']),
    count: values.count,
    profile: values.profile,
    jacksonFolder: values.jackson,
  };
}

function list(text: string): readonly string[] {
  return text.split(',').filter((word) => word !== '');
}

function subject(name: string): SubjectName {
  if (isSubjectName(name)) return name;
  throw new TypeError(`${name} is not one of ${subjectNames.join(', ')}`);
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${text} is no whole number above 0`);
}
