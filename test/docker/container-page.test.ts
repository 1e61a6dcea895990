import { describe, expect, it } from 'vitest';
import { commandNamed } from '../../testkit/machine/declared-commands.ts';
import { read } from '../../testkit/machine/project-files.ts';
import { readCompose } from './compose-file.ts';
import { pairsOf, readOwnDockerfile } from './dockerfile.ts';

const page = read('docs/CONTAINER.md');
const compose = readCompose();

function matches(pattern: RegExp): readonly string[] {
  return [...page.matchAll(pattern)].map(([, found]) => found ?? '');
}

describe('docs/CONTAINER.md', () => {
  it('names services that there are', () => {
    const named = matches(/docker compose (?:run --rm|exec(?: -T)?|pull) (\w+)/g);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !(name in compose.services))).toEqual([]);
  });

  it('names commands of Sluis that there are', () => {
    const named = matches(/docker compose run --rm register (\w+)/g);
    expect(named.filter((name) => commandNamed([name]) === undefined)).toEqual([]);
    expect(commandNamed(['ledger', 'list'])).toBeDefined();
  });

  it('lists exactly the secrets of the compose file, each with its reader', () => {
    const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\|/gm)].map(([, name = '', reader = '']) => [
      name,
      reader,
    ]);
    const services = { broker: 'broker', PostgreSQL: 'postgres', Redis: 'redis' };
    expect(rows.map(([name]) => name).toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    const wrong = rows.filter(([name = '', reader = '']) => {
      const service = Object.entries(services).find(([shown]) => shown === reader)?.[1] ?? '';
      return compose.services[service]?.secrets.includes(name) !== true;
    });
    expect(wrong).toEqual([]);
  });

  it('says the user, the version, the arguments and the address that are set', () => {
    const { broker, file } = readOwnDockerfile();
    expect(page).toContain(`\`${compose.services['broker']?.user ?? 'none'}\``);
    expect(page).toContain(`-t ${compose.services['broker']?.image ?? 'none'} `);
    const known = [...file.globalDefaults.keys(), ...pairsOf(broker, 'ARG').keys()];
    expect(matches(/--build-arg (\w+)=/g).filter((name) => !known.includes(name))).toEqual([]);
    expect(page).toContain(`\`${compose.networks['outside']?.ipam?.config[0]?.gateway ?? 'none'}\``);
  });
});
