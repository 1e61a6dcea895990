import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';

const heartbeatMillis = 2000;
const deadAfterMillis = 20_000;

/**
 * Runs `work` while no other process on this clone does the same. The lock is a folder, because making a folder
 * is atomic on every file system; its holder touches it every two seconds, so that a crash does not lock for ever.
 */
export async function withLock(folder, work) {
  await acquire(folder);
  const heartbeat = setInterval(() => touch(folder), heartbeatMillis);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function acquire(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  let told = false;
  while (!tryAcquire(folder)) {
    if (isAbandoned(folder)) discard(folder);
    else if (!told) {
      console.log('Another command is installing packages; waiting for it.');
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function tryAcquire(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(folder, 'owner'), `${process.pid} ${hostname()}`);
  return true;
}

function isAbandoned(folder) {
  let age;
  try {
    age = Date.now() - statSync(folder).mtimeMs;
  } catch {
    return false; // given back in the meantime
  }
  return age > deadAfterMillis || ownerIsGone(folder);
}

function ownerIsGone(folder) {
  let owner;
  try {
    owner = readFileSync(join(folder, 'owner'), 'utf8').split(' ');
  } catch {
    return false; // being made right now
  }
  const [pid, host] = owner;
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/**
 * Renames before it removes: of several processes that find the same dead lock only one gets it out of the way. Who
 * caught a fresh one, that another process has made since, puts it back.
 */
function discard(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
    if (isAbandoned(aside)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, folder);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function touch(folder) {
  const now = new Date();
  try {
    utimesSync(folder, now, now);
  } catch {
    // taken away from outside: nothing that can be mended here
  }
}
