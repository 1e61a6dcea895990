import { parseArgs } from 'node:util';
import fc from 'fast-check';
import {
  unexplained,
  verdictsOf,
  xmlsecRefuses,
  type Verdicts,
} from '../../test/reference/saml/differences.ts';
import { signingModes } from '../../test/reference/saml/good-answers.ts';
import { mutations } from '../../test/reference/saml/mutations.ts';
import { subjectAccordingToXmlsec } from '../../test/reference/saml/xmlsec.ts';

/*
 * Changes good SAML answers in every signing mode and compares what our reader, node-saml and libxml2 make of them, as
 * `test/attacks/saml-differential.test.ts` does with fewer; and asks xmlsec1 about whatever one of them accepted, and
 * about a sample of the rest. Ends with 1 when a difference is not in `test/reference/saml/differences.ts`.
 */

const { values } = parseArgs({
  options: {
    mutants: { type: 'string', default: '20000' },
    sample: { type: 'string', default: '500' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [mutants, sample, seed] = [Number(values.mutants), Number(values.sample), Number(values.seed)];

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const modes = await signingModes();
const counts = new Map<string, number>();
const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
let faults = 0;

for (const [index, edit] of fc.sample(mutations, { numRuns: mutants, seed }).entries()) {
  const mode = modes[index % modes.length];
  if (mode === undefined) break;
  let text = '';
  const answer = mode.answer((xml) => (text = edit(xml)));
  const verdicts = await verdictsOf(answer);
  count(inWords(verdicts));
  const asked = acceptedBySome(verdicts) || index % Math.ceil(mutants / sample) === 0;
  const theirs = asked ? subjectAccordingToXmlsec(answer.xml, answer) : undefined;
  if (asked) {
    count(`asked xmlsec1: ${theirs === undefined ? 'refused' : 'signature good'}, ours ${kind(verdicts)}`);
  }
  const isKnown = theirs === undefined && xmlsecRefuses(answer, text);
  const wrong = [...unexplained(verdicts, text), ...(isKnown ? [] : xmlsecFault(verdicts, theirs))];
  for (const what of wrong) print(`${mode.name}, mutant ${index} of seed ${seed}: ${what}\n${text}`);
  faults += wrong.length;
}

for (const [what, often] of [...counts].toSorted(([, one], [, other]) => other - one)) {
  print(`${often}\t${what}`);
}
print(`${mutants} mutants, seed ${seed}: ${faults} differences that are not explained`);
process.exitCode = faults === 0 ? 0 : 1;

function kind({ ours }: Verdicts): string {
  return 'accepted' in ours ? 'accepted' : `refused with ${ours.refused}`;
}

function inWords(verdicts: Verdicts): string {
  const accepting = [['ours', verdicts.ours] as const, ...verdicts.others].flatMap(([name, reading]) =>
    'accepted' in reading ? [name] : [],
  );
  return accepting.length === 0 ? 'refused by all' : `accepted by ${accepting.join(', ')}`;
}

function acceptedBySome({ ours, others }: Verdicts): boolean {
  return [ours, ...others.map(([, reading]) => reading)].some((reading) => 'accepted' in reading);
}

/** Whatever we accept, xmlsec1 accepts with the same subject. */
function xmlsecFault({ ours }: Verdicts, theirs: string | undefined): readonly string[] {
  if ('refused' in ours) return [];
  const same = theirs !== undefined && ours.accepted.startsWith(`{"subject":${JSON.stringify(theirs)},`);
  return same ? [] : [`xmlsec1: ${String(theirs)}, ours: ${ours.accepted}`];
}
