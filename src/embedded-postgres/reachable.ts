import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { UnprivilegedUser } from './unprivileged-user.ts';

/** Whether the user may enter this one folder, by its owner and mode. */
function mayEnter(folder: { uid: number; gid: number; mode: number }, user: UnprivilegedUser): boolean {
  if (folder.uid === user.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === user.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

/** Whether the user may enter this folder and all above it. A folder that is not there yet is judged by its parent. */
export async function isReachable(folder: string, user: UnprivilegedUser | undefined): Promise<boolean> {
  if (user === undefined) return true;
  for (let current = resolve(folder); ; current = dirname(current)) {
    const found = await stat(current).catch(() => undefined);
    if (found !== undefined && !mayEnter(found, user)) return false;
    if (current === dirname(current)) return true;
  }
}
