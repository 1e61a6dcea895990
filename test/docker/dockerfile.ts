import { read } from '../../testkit/machine/project-files.ts';

export interface Instruction {
  readonly name: string;
  /** The text after the name, continued lines joined by one space. */
  readonly text: string;
}

export interface Stage {
  readonly image: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  /** `ARG`s before the first stage: name to default. */
  readonly globalDefaults: ReadonlyMap<string, string>;
  readonly stages: readonly Stage[];
}

/** Reads the part of the Dockerfile language that ours uses, and fails on anything else (heredocs, directives). */
export function parseDockerfile(text: string): Dockerfile {
  const instructions = joinedLines(text).map(parseInstruction);
  const first = instructions.findIndex(({ name }) => name === 'FROM');
  if (first === -1) throw new Error('a Dockerfile without a stage');
  const stages: { image: string; name: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructions.slice(first)) {
    if (instruction.name === 'FROM') stages.push({ ...parseFrom(instruction.text), instructions: [] });
    else stages.at(-1)?.instructions.push(instruction);
  }
  return { globalDefaults: new Map(instructions.slice(0, first).map(parseGlobal)), stages };
}

function joinedLines(text: string): readonly string[] {
  const uncommented = text.split('\n').filter((line) => !/^\s*#/.test(line));
  return uncommented
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
}

function parseInstruction(line: string): Instruction {
  const [, name, text] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
  if (name === undefined || text === undefined || text.includes('<<')) throw new Error(`not read: ${line}`);
  return { name, text: text.replaceAll(/\s+/g, ' ').trim() };
}

function parseFrom(text: string): { image: string; name: string } {
  const [, image, name] = /^(\S+) AS (\S+)$/.exec(text) ?? [];
  if (image === undefined || name === undefined) throw new Error(`a stage without a name: FROM ${text}`);
  return { image, name };
}

function parseGlobal({ name, text }: Instruction): [string, string] {
  const [, variable, value] = /^(\w+)=(\S+)$/.exec(text) ?? [];
  if (name !== 'ARG' || variable === undefined || value === undefined) throw new Error(`not read: ${text}`);
  return [variable, value];
}

/** The texts of all instructions of this name in a stage, in order. */
export function textsOf(stage: Stage, name: string): readonly string[] {
  return stage.instructions.filter((instruction) => instruction.name === name).map(({ text }) => text);
}

/** `NAME=value` pairs of `ENV`, `ARG` or `LABEL`; a value may be quoted. A name without a value gets an empty one. */
export function pairsOf(stage: Stage, name: string): ReadonlyMap<string, string> {
  const pairs = textsOf(stage, name).flatMap((text) => [
    ...text.matchAll(/([\w.-]+)(?:=(?:"([^"]*)"|(\S+)))?/g),
  ]);
  return new Map(pairs.map(([, key = '', quoted, plain]) => [key, quoted ?? plain ?? '']));
}

/** Words of an instruction in exec form: the only form in which no shell stands between a signal and the program. */
export function wordsOf(stage: Stage, name: string): readonly string[] {
  const text = textsOf(stage, name).at(-1) ?? '';
  const words: unknown = JSON.parse(text.slice(text.indexOf('[')));
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new Error(`${name} is not in exec form: ${text}`);
}

/** The project's own Dockerfile: the stage that gathers the files, and the one that becomes the image. */
export function readOwnDockerfile(): {
  readonly file: Dockerfile;
  readonly files: Stage;
  readonly broker: Stage;
} {
  const file = parseDockerfile(read('docker/Dockerfile'));
  const [files, broker] = file.stages;
  if (files === undefined || broker === undefined) {
    throw new Error('the Dockerfile has fewer than two stages');
  }
  return { file, files, broker };
}

/** What the image takes from the build context, as [from, to] below the working folder. */
export function copiedFiles(stage: Stage): readonly (readonly [from: string, to: string])[] {
  return textsOf(stage, 'COPY').flatMap((text) => {
    const words = text.split(' ');
    const to = words.at(-1) ?? '';
    return words.slice(0, -1).map((from) => [from, targetOf(from, to)] as const);
  });
}

/** A target that ends in a slash is a folder to put a file into. */
function targetOf(from: string, to: string): string {
  return to.endsWith('/') ? `${to}${from.split('/').at(-1) ?? ''}` : to;
}
