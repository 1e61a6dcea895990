import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './install-lock.mjs';
import { giveUp, root } from './project.mjs';

/**
 * Brings `node_modules` to what package-lock.json says, when it is not. Does nothing, in milliseconds, when it is.
 *
 * @param {{ needs: 'everything' | 'production' }} options `production`: development tools may be absent.
 */
export async function ensureInstalled({ needs }) {
  if (isInstalled(needs)) return;
  await withLock(join(root, '.sluis', 'install.lock'), async () => {
    if (isInstalled(needs)) return; // another command did it while we waited
    await install();
    if (!isInstalled(needs))
      giveUp('npm ci ended well, but node_modules is not what package-lock.json says.');
  });
}

/** npm writes `node_modules/.package-lock.json` as its last act: it is the record of what is really there. */
function isInstalled(needs) {
  const wanted = packagesIn('package-lock.json');
  if (wanted === undefined) giveUp('package-lock.json is missing or unreadable: this clone is not complete.');
  const present = packagesIn(join('node_modules', '.package-lock.json'));
  if (present === undefined) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '' || entry.optional || entry.devOptional || entry.peer) return true;
    if (entry.dev && needs === 'production') return true;
    const found = present[folder];
    return found !== undefined && found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function install() {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  console.log('Installing packages (npm ci): once, about 20 seconds with a quick connection.');
  const progress = setInterval(() => console.log(`  still installing, ${seconds()}`), 5000);
  const code = await runNpm(['ci', '--include=dev', '--include=optional', '--loglevel=error']);
  clearInterval(progress);
  if (code !== 0) {
    giveUp(
      'The packages could not be installed; what npm says stands above.',
      'Most often: no connection to the package registry (`npm ping` tells), a proxy that is not set',
      `(\`npm config set proxy …\`), a full disk, or no right to write in ${root}.`,
    );
  }
  console.log(`Packages installed in ${seconds()}.`);
}

/** The npm that started us, or else the one on the PATH. */
function runNpm(args) {
  const own = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined;
  const [command, ...first] = own === undefined ? ['npm'] : [process.execPath, own];
  const child = spawn(command, [...first, ...args], {
    cwd: root,
    env: { ...process.env, ...cacheThatCanBeWritten() },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => {
    child.on('error', () => giveUp('npm was not found. Sluis needs npm 10 or newer, which comes with Node.'));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Users without a home (service accounts) get npm's cache inside the clone. */
function cacheThatCanBeWritten() {
  const usual = process.env.npm_config_cache ?? join(homedir(), '.npm');
  try {
    mkdirSync(usual, { recursive: true });
    accessSync(usual, constants.W_OK);
    return {};
  } catch {
    return { npm_config_cache: join(root, '.sluis', 'npm-cache') };
  }
}
