import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { systemRandomness } from '../../domain/randomness.ts';
import { createKeyringFiles } from '../../keyring/keyring-files.ts';
import type { CommandContext } from '../command.ts';

/** `sluis keys init`: makes what is missing, and never touches what is there. */
export async function keysInit({ env, terminal }: CommandContext): Promise<0> {
  const { keysFolder } = readSettings(env);
  const made = await createKeyringFiles(keysFolder, { clock: systemClock, randomness: systemRandomness });
  for (const name of made) terminal.out(`made ${keysFolder}/${name}`);
  if (made.length === 0) {
    terminal.out(`${keysFolder} holds all keys already`);
  } else {
    terminal.say(
      'Keep a copy in a safe place: without pseudonym.json every pupil becomes somebody new, and without lasting.json what is kept sealed is lost.',
    );
  }
  return 0;
}
