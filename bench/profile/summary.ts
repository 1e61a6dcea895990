import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const profileShape = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
      children: z.array(z.int()).optional(),
    }),
  ),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
type Profile = z.output<typeof profileShape>;
type ProfileNode = Profile['nodes'][number];

const groupsShown = 40;
const functionsShown = 40;

/**
 * Where a process spent its time, by package and folder and by function: self time, as a share of the time in which
 * it was not idle. What Node does for somebody counts for the package or folder that called it; what it does by itself,
 * after a wait for the network for instance, for Node.
 */
export async function summarizeProfiles(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.cpuprofile'));
  const byGroup = new Map<string, number>();
  const byFunction = new Map<string, number>();
  for (const file of files) {
    const profile = profileShape.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    addSelfTimes(profile, byGroup, byFunction);
  }
  return [
    `CPU profiles in ${folder}`,
    largest('package or folder', byGroup, groupsShown),
    largest('function', byFunction, functionsShown),
  ].join('\n\n');
}

function addSelfTimes(
  { nodes, samples, timeDeltas }: Profile,
  byGroup: Map<string, number>,
  byFunction: Map<string, number>,
): void {
  const parents = new Map(
    nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)),
  );
  const known = new Map(nodes.map((node) => [node.id, node]));
  samples.forEach((id, index) => {
    const node = known.get(id);
    const took = timeDeltas[index] ?? 0;
    if (node === undefined || node.callFrame.functionName === '(idle)') return;
    const group = groupOf(node, parents);
    add(byGroup, group, took);
    add(byFunction, `${node.callFrame.functionName || '(anonymous)'} in ${group}`, took);
  });
}

function groupOf(node: ProfileNode, parents: ReadonlyMap<number, ProfileNode>): string {
  const { url, functionName } = node.callFrame;
  if (url.includes('/undici/')) return 'undici';
  if (url !== '' && !url.startsWith('node:')) return groupOfUrl(url);
  if (functionName === '(root)') return 'Node itself';
  if (functionName.startsWith('(')) return functionName;
  const parent = parents.get(node.id);
  return parent === undefined ? 'Node itself' : groupOf(parent, parents);
}

function groupOfUrl(url: string): string {
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)(?!.*\/node_modules\/)/.exec(url);
  if (inPackage?.[1] !== undefined) return inPackage[1];
  const inSource = /\/(src\/.*)\/[^/]+$/.exec(url);
  return inSource?.[1] ?? url.replace(/^.*\//, '');
}

function add(times: Map<string, number>, name: string, took: number): void {
  times.set(name, (times.get(name) ?? 0) + took);
}

function largest(what: string, times: ReadonlyMap<string, number>, shown: number): string {
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const rows = [...times]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, shown)
    .map(
      ([name, time]) => `| ${name} | ${((100 * time) / total).toFixed(1)} | ${(time / 1000).toFixed(0)} |`,
    );
  return [`| ${what} | self time % | ms |`, '| --- | --- | --- |', ...rows].join('\n');
}
