import { readFile } from 'node:fs/promises';
import { SluisError } from '../domain/errors.ts';

/** Whom PostgreSQL runs as, when not as ourselves. */
export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then it runs as `nobody`. `undefined`: as ourselves. */
export async function unprivilegedUser(): Promise<UnprivilegedUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const passwd = await readFile('/etc/passwd', 'utf8');
  const [, , uid, gid] =
    passwd
      .split('\n')
      .find((line) => line.startsWith('nobody:'))
      ?.split(':') ?? [];
  if (uid === undefined || gid === undefined) {
    throw new SluisError(
      'settings.invalid',
      'PostgreSQL does not run as root and there is no user "nobody": start Sluis as another user, or set DATABASE_URL',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
}
