import { parseArgs } from 'node:util';
import { toJudge } from '../../test/reference/saml/good-answers.ts';
import { nodeSaml } from '../../test/reference/saml/node-saml.ts';
import { startSamlLogin, type SamlLogin } from '../../testkit/actors/saml-login.ts';
import { persistent, type AnswerWishes } from '../../testkit/actors/saml-school.ts';

/*
 * What it costs to read one good SAML answer, from the posted form to the verified assertion: CPU time of this
 * process, without network and stores; and beside it what the reader cost that Sluis used first. `--answers` says how many
 * are read for each figure, by the first reader a tenth of them.
 */

const { values } = parseArgs({ options: { answers: { type: 'string', default: '2000' } } });
const answers = Number(values.answers);

const nameId = `<saml:NameID Format="${persistent}">pupil-0001</saml:NameID>`;
const groups = (count: number): NonNullable<AnswerWishes['attributes']> => [
  ['uid', ['sanne@deregenboog.example']],
  ['eduPersonAffiliation', ['student']],
  ['groups', Array.from({ length: count }, (_, index) => `Leerjaar ${index}, stamgroep van De Regenboog`)],
];

/** Some 5.8 kB as most schools send it, and 29 kB: a school that sends every group. */
const sizes: Readonly<Record<string, AnswerWishes>> = {
  'of 5.8 kB': { nameId, attributes: groups(15) },
  'of 29 kB': { nameId, attributes: groups(280) },
};

const modes: Readonly<Record<string, (login: SamlLogin) => AnswerWishes>> = {
  'assertion signed': () => ({ signed: 'assertion' }),
  'both signed': () => ({ signed: 'both' }),
  'assertion signed and encrypted': (login) => ({
    encryptFor: { key: login.encryptionKey, cipher: 'aes256-gcm' },
  }),
};

for (const [size, wishes] of Object.entries(sizes)) {
  for (const [mode, wishesOf] of Object.entries(modes)) {
    const login = await startSamlLogin();
    const xml = login.school.respond(login.question, { ...wishes, ...wishesOf(login) });
    const answer = toJudge(login, xml);
    const ours = await cpuMillis(answers, () => login.read(xml));
    const first = await cpuMillis(answers / 10, async () => nodeSaml(answer));
    process.stdout.write(
      `${size} (${xml.length} bytes), ${mode}: ${ours.toFixed(2)} ms; with node-saml ${first.toFixed(1)} ms\n`,
    );
  }
}

async function cpuMillis(times: number, read: () => Promise<unknown>): Promise<number> {
  for (let warm = 0; warm < times / 4; warm += 1) await read();
  const started = process.cpuUsage();
  for (let count = 0; count < times; count += 1) await read();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / times;
}
