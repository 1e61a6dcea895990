import type { SecretReference } from '../register/model/secret-reference.ts';
import {
  fewestSecretCharacters,
  plainSecret,
  type LookAtSecret,
  type SecretState,
} from '../register/model/secret-state.ts';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { SluisError } from '../domain/errors.ts';
import type { Environment } from './read-settings.ts';

export type SecretReader = (reference: SecretReference) => Promise<string>;

/**
 * Reads secrets that the register refers to: files in the keys folder (or by absolute path), or environment
 * variables. Line ends at the end of a file do not count. Files are read anew each time, so that a
 * changed secret needs no restart; callers keep what they read for as short as they like.
 *
 * The reader throws `SluisError('secret.unreadable')` that names the reference, never the content.
 */
export function createSecretReader(options: { keysFolder: string; env: Environment }): SecretReader {
  return async (reference) => {
    const secret =
      'env' in reference
        ? (options.env[reference.env] ?? '')
        : await readSecretFile(options.keysFolder, reference.file);
    if (secret === '') throw missing(reference);
    return secret;
  };
}

/**
 * Looks at secrets and tells how they are, never what. `isBroker`: this program is the broker, or has its environment, so that a
 * variable that is not set here is set nowhere.
 */
export function createLookAtSecret(
  readSecret: SecretReader,
  { isBroker }: { readonly isBroker: boolean },
): LookAtSecret {
  return async (reference) => {
    try {
      return stateOf(await readSecret(reference));
    } catch {
      return 'env' in reference && !isBroker ? 'elsewhere' : 'unreadable';
    }
  };
}

function stateOf(secret: string): SecretState {
  const isShort = secret.length < fewestSecretCharacters;
  if (plainSecret.test(secret)) return isShort ? 'short' : 'good';
  return isShort ? 'short_and_unplain' : 'unplain';
}

/** Bytes; what is larger, or no file at all, is no secret. */
const largestFile = 64 * 1024;

async function readSecretFile(keysFolder: string, file: string): Promise<string> {
  try {
    const path = pathInside(keysFolder, file);
    const found = await stat(path);
    if (!found.isFile() || found.size > largestFile) throw missing({ file });
    return (await readFile(path, 'utf8')).replace(/[\r\n]+$/, '');
  } catch (error) {
    if (error instanceof SluisError) throw error;
    throw missing({ file });
  }
}

function pathInside(keysFolder: string, file: string): string {
  if (isAbsolute(file)) return file;
  const path = resolve(keysFolder, file);
  const inside = relative(keysFolder, path);
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new SluisError(
      'secret.unreadable',
      `secret file ${file}: lies outside the keys folder. Put the file there, or give its absolute path.`,
    );
  }
  return path;
}

function missing(reference: SecretReference): SluisError {
  const message =
    'env' in reference
      ? `secret ${reference.env}: the environment variable is not set. Set it, or correct its name.`
      : `secret file ${reference.file}: cannot be read or is empty. Put it into the keys folder, or correct its name.`;
  return new SluisError('secret.unreadable', message);
}
