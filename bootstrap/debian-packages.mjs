import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveUp } from './project.mjs';

/** Real components that the tests talk to: browsers, stores, a school's IdP and suppliers that nobody here wrote. */
const needed = [
  'apache2',
  'chromium',
  'firefox-esr',
  'fonts-liberation',
  'libapache2-mod-auth-openidc',
  'openssl',
  'php-cli',
  'php-mbstring',
  'php-xml',
  'postgresql-15',
  'python3-authlib',
  'python3-flask',
  'python3-jose',
  'python3-requests',
  'python3-social-auth-core',
  'redis-server',
  'simplesamlphp',
  'webkit2gtk-driver',
  'xmlsec1',
  'xvfb',
];

const policy = '/usr/sbin/policy-rc.d';

/** Installs what is missing, as root or through sudo; ends with the list and the command where that is not possible. */
export function ensureDebianPackages() {
  const missing = needed.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  if (!hasAptGet()) {
    giveUp(
      'The tests need these Debian packages, and this machine has no apt-get:',
      `  ${missing.join(' ')}`,
    );
  }
  if (!isRoot() && !mayUseSudo()) {
    giveUp(
      'The tests need Debian packages that this user may not install. As root:',
      `  apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`,
    );
  }
  console.log(`Installing Debian packages: ${missing.join(' ')}`);
  withoutStartingServices(() => {
    // A machine that never asked, or asked long ago, has lists that name versions which are gone.
    const installed = install(missing) || (asRoot(['apt-get', 'update', '-q']) && install(missing));
    if (!installed) giveUp('apt-get could not install the packages; what it says stands above.');
  });
}

function isInstalled(name) {
  const answer = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' });
  return answer.status === 0 && answer.stdout === 'installed';
}

function hasAptGet() {
  return spawnSync('apt-get', ['--version']).status === 0;
}

function isRoot() {
  return process.getuid?.() === 0;
}

function mayUseSudo() {
  return spawnSync('sudo', ['-n', 'true']).status === 0;
}

function install(names) {
  return asRoot(['apt-get', 'install', '-y', '-q', '--no-install-recommends', ...names]);
}

function asRoot(command) {
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', ...command];
  const [program, ...args] = isRoot() ? environment : ['sudo', '-n', ...environment];
  return spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** Debian starts a service right after it is installed; the tests start their own, on ports and data of their own. */
function withoutStartingServices(work) {
  if (existsSync(policy)) return work(); // the machine's own rule stands
  const folder = mkdtempSync(join(tmpdir(), 'sluis-policy-'));
  const draft = join(folder, 'policy-rc.d');
  writeFileSync(draft, '#!/bin/sh\nexit 101\n');
  const removePolicy = () => asRoot(['rm', '-f', policy]);
  process.on('exit', removePolicy);
  try {
    asRoot(['install', '-m', '755', draft, policy]);
    return work();
  } finally {
    removePolicy();
    process.off('exit', removePolicy);
    rmSync(folder, { recursive: true, force: true });
  }
}
