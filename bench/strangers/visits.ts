import { inflateRawSync } from 'node:zlib';
import type { Answer } from '../journeys/http.ts';
import type { StrangersLaboratory } from './laboratory.ts';
import { anyAddress, authorization, type Fields } from './requests.ts';

/** A visit to the SAML school that somebody began, as it is known in the browser: anybody may answer it. */
export interface Visit {
  readonly requestId: string;
  readonly relayState: string;
}

/** Answers that one visit takes; what comes after it is not read. */
const answersPerVisit = 10;

/** Enough of them for so many answers. */
export async function beginVisits(
  laboratory: StrangersLaboratory,
  answers: number,
): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  while (visits.length * answersPerVisit < answers) {
    const { headers } = await toTheSchool(laboratory, anyAddress());
    const asked = new URL(headers.location ?? '').searchParams;
    const xml = inflateRawSync(Buffer.from(asked.get('SAMLRequest') ?? '', 'base64')).toString();
    visits.push({
      requestId: / ID="([^"]+)"/.exec(xml)?.[1] ?? '',
      relayState: asked.get('RelayState') ?? '',
    });
  }
  return visits;
}

/** The visit that the answer of this number belongs to. */
export function visitOf(visits: readonly Visit[], answer: number): Visit {
  return visits[Math.floor(answer / answersPerVisit)] ?? { requestId: '_none', relayState: '' };
}

/** Follows the broker's own redirects with its cookies, and stops where the school would be. */
export async function toTheSchool({ issuer, http }: StrangersLaboratory, headers: Fields): Promise<Answer> {
  const cookies: string[] = [];
  let url = `${issuer}/authorize?${new URLSearchParams(authorization()).toString()}`;
  for (;;) {
    const answer = await http.get(url, { ...headers, cookie: cookies.join('; ') });
    for (const line of answer.headers['set-cookie'] ?? []) cookies.push(line.split(';', 1)[0] ?? '');
    const next = new URL(answer.headers.location ?? 'https://nowhere.example', issuer);
    if (next.origin !== issuer) return answer;
    url = next.href;
  }
}
