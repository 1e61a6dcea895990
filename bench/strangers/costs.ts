import type { StrangersLaboratory } from './laboratory.ts';
import { anyAddress } from './requests.ts';
import { createAnswerWriter } from './saml-answers.ts';
import { samlShapes } from './saml-shapes.ts';
import type { Shape } from './shape.ts';
import { callbackShapes, pushedShapes, requestShapes, tokenShapes } from './supplier-shapes.ts';
import { beginVisits, visitOf } from './visits.ts';

/** Nothing that strangers send may cost more, up to 64 kB. What does stands in bold. */
const mostMillis = 5;

export interface Cost {
  readonly endpoint: string;
  readonly name: string;
  readonly kilobytes: number;
  readonly statuses: string;
  /** Of processor time, user and system, for one request: the middle one of five rounds. */
  readonly cpuMillis: number;
  /** The longest of a round, as the sender waits for it: the middle one of five rounds. */
  readonly slowestMillis: number;
}

/** At endpoints with `at` in their name. One at a time, so that the slowest is the request itself and no queue. */
export async function measureCosts(
  laboratory: StrangersLaboratory,
  requests: number,
  at: string,
): Promise<readonly Cost[]> {
  const answers = samlShapes(await createAnswerWriter(laboratory));
  const all: Readonly<Record<string, readonly Shape[]>> = {
    '/authorize': requestShapes(),
    '/par': pushedShapes(),
    '/token': tokenShapes(),
    '/oidc/*/callback': callbackShapes(),
    '/saml/*/acs': answers,
  };
  const endpoints = Object.entries(all).filter(([endpoint]) => endpoint.includes(at));
  // whatever is slow because it is new
  for (const [, shapes] of endpoints) {
    const [first] = shapes;
    if (first !== undefined) await repeat(laboratory, first, 20 * requests);
    for (const shape of shapes) await repeat(laboratory, shape, 3);
  }
  const costs: Cost[] = [];
  for (const [endpoint, shapes] of endpoints) {
    for (const shape of shapes) costs.push(await costOf(laboratory, endpoint, shape, requests));
  }
  return costs;
}

async function costOf(
  laboratory: StrangersLaboratory,
  endpoint: string,
  shape: Shape,
  requests: number,
): Promise<Cost> {
  const { statuses, bytes } = await repeat(laboratory, shape, Math.ceil(requests / 2));
  const rounds: { readonly cpuMillis: number; readonly slowestMillis: number }[] = [];
  while (rounds.length < 5) rounds.push(await repeat(laboratory, shape, requests));
  const middle = (of: (round: (typeof rounds)[number]) => number): number =>
    rounds.map(of).sort((one, other) => one - other)[2] ?? NaN;
  return {
    endpoint,
    name: shape.name,
    kilobytes: bytes / 1024,
    statuses: [...statuses].join(', '),
    cpuMillis: middle(({ cpuMillis }) => cpuMillis),
    slowestMillis: middle(({ slowestMillis }) => slowestMillis),
  };
}

async function repeat(laboratory: StrangersLaboratory, shape: Shape, times: number) {
  const { issuer, http, broker } = laboratory;
  const visits = await beginVisits(laboratory, shape.answersVisit === true ? times : 0);
  const texts = Array.from({ length: times }, (_, index) => shape.text(visitOf(visits, index)));
  const statuses = new Set<number>();
  let slowestMillis = 0;
  const before = await broker.ask();
  for (const text of texts) {
    const headers = { accept: 'text/html', ...anyAddress(), ...shape.headers };
    const begun = performance.now();
    const { status } =
      shape.method === 'GET'
        ? await http.get(`${issuer}${shape.path}?${text}`, headers)
        : await http.postText(`${issuer}${shape.path}`, text, headers);
    slowestMillis = Math.max(slowestMillis, performance.now() - begun);
    statuses.add(status);
  }
  const after = await broker.ask();
  const cpuMillis = (after.cpuMs - before.cpuMs) / times;
  return { statuses, bytes: texts[0]?.length ?? 0, cpuMillis, slowestMillis };
}

function shown({ cpuMillis, kilobytes }: Cost): string {
  const text = cpuMillis.toFixed(2);
  return cpuMillis > mostMillis && kilobytes <= 64 ? `**${text}**` : text;
}

export function costTable(costs: readonly Cost[]): string {
  const rows = costs.map((cost) => {
    const { endpoint, name, kilobytes, statuses, slowestMillis } = cost;
    return `| \`${endpoint}\` | ${name} | ${kilobytes.toFixed(0)} | ${statuses} | ${shown(cost)} | ${slowestMillis.toFixed(1)} |`;
  });
  return [
    '| Sent to | Shape | kB | Answer | CPU ms | slowest, ms |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
