import type { Objection } from '../register/model/kinds/objection.ts';

/** One objection for people, without whose it is. */
export function objectionText({ id, school, service, claim }: Objection): string {
  const about = [
    claim === undefined ? 'any use' : `claim ${claim}`,
    service === undefined ? 'at every service' : `at service ${service}`,
  ];
  return `objection ${id} · ${school} · ${about.join(' ')}`;
}
