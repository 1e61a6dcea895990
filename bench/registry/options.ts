import { parseArgs } from 'node:util';

export interface RegistryOptions {
  /** Part of the full size; 1: a country. */
  readonly share: number;
  /** How often a node is started. */
  readonly starts: number;
  readonly changes: number;
  readonly logins: number;
  readonly rounds: number;
  /** Only the first `sluis apply` of such a federation. */
  readonly apply: boolean;
}

export const usage = `npm run bench:registry -- [options]

  --share 1      part of the full size: 10,000 schools, 2,000 boards, 8,000 IdPs, 300 suppliers, 1,000 services,
                 40,000 agreements, 500,000 policies, 20,000 access rules
  --starts 3     how often a node is started
  --changes 50   changes whose way to the nodes is timed
  --logins 400   logins at ten schools and at all schools, in each round
  --rounds 5     rounds; the two federations take turns
  --apply        only what the first sluis apply of such a federation takes`;

/** Throws with a message for the person at the terminal. */
export function readRegistryOptions(words: readonly string[]): RegistryOptions | 'help' {
  const { values } = parseArgs({
    args: [...words],
    options: {
      share: { type: 'string', default: '1' },
      starts: { type: 'string', default: '3' },
      changes: { type: 'string', default: '50' },
      logins: { type: 'string', default: '400' },
      rounds: { type: 'string', default: '5' },
      apply: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) throw new TypeError(`${values.share} is no number above 0 and at most 1`);
  return {
    share,
    starts: positive(values.starts),
    changes: positive(values.changes),
    logins: positive(values.logins),
    rounds: positive(values.rounds),
    apply: values.apply,
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new TypeError(`${text} is no whole number above 0`);
}
