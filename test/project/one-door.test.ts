import { ESLint, Linter } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../testkit/machine/project-files.ts';

/** The rules of lint that keep calls to others in `src/outgoing/`, run alone: they need no types. */
const names = [
  'no-restricted-globals',
  'no-restricted-imports',
  'no-restricted-properties',
  'no-restricted-syntax',
];

async function complaintsFor(file: string): Promise<(code: string) => readonly string[]> {
  const { rules } = await new ESLint({ cwd: root }).calculateConfigForFile(file);
  const chosen = Object.fromEntries(names.map((name) => [name, rules[name] ?? 'off']));
  const languageOptions = {
    globals: { fetch: false, WebSocket: false, EventSource: false, globalThis: false },
  };
  return (code) =>
    new Linter().verify(code, [{ rules: chosen, languageOptions }]).map(({ message }) => message);
}

let anywhere: (code: string) => readonly string[];
let inside: (code: string) => readonly string[];
beforeAll(async () => {
  anywhere = await complaintsFor('src/login/router.ts');
  inside = await complaintsFor('src/outgoing/exchange.ts');
});

const waysOut = [
  "fetch('https://school.example');",
  "globalThis.fetch('https://school.example');",
  "new WebSocket('wss://school.example');",
  "new EventSource('https://school.example');",
  "import { request } from 'node:http'; request('http://school.example');",
  "import { get } from 'node:http'; get('http://school.example');",
  "import { Agent } from 'node:http'; new Agent();",
  "import * as http from 'node:http'; http.get('http://school.example');",
  "import http from 'node:http'; http.get('http://school.example');",
  "import http from 'http'; http.get('http://school.example');",
  "import { request } from 'node:https'; request('https://school.example');",
  "import { connect } from 'node:net'; connect(443, 'school.example');",
  "import { connect } from 'node:tls'; connect(443, 'school.example');",
  "import { connect } from 'node:http2'; connect('https://school.example');",
  "import { lookup } from 'node:dns/promises'; lookup('school.example');",
  "import { Client } from 'undici'; new Client('https://school.example');",
  "const https = await import('node:https'); https.get('https://school.example');",
];

describe('a call to others outside of src/outgoing/', () => {
  it.each(waysOut)('is banned, with the reason: %s', (code) => {
    const messages = anywhere(code);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.join()).toContain('src/outgoing/');
  });

  it('is what servers and types are not', () => {
    expect(anywhere("import { createServer } from 'node:http'; createServer();")).toEqual([]);
    expect(anywhere("import { isIP } from 'node:net'; isIP('1');")).toEqual([]);
  });

  it('is made inside, by what the door is made of', () => {
    expect(inside("import * as https from 'node:https'; https.get('https://school.example');")).toEqual([]);
    expect(inside("fetch('https://school.example');")).not.toEqual([]);
  });
});
