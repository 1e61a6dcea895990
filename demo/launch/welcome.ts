import { fullName, kadePeople, regenboogPeople, zeelandPeople, type DemoPerson } from '../people.ts';
import { originOf } from '../parties.ts';
import type { DemoSettings } from './settings.ts';

/** What to open and who can sign in; the last line begins with `ready` and holds every address. */
export function welcome({ broker, demoPort }: DemoSettings): string {
  const leesboom = originOf('leesboom', demoPort);
  const rekenrijk = originOf('rekenrijk', demoPort);
  const portal = originOf('portal', demoPort);
  const schools = (['regenboog', 'kade', 'zeeland'] as const).map((id) => originOf(id, demoPort));
  return [
    '',
    'Open a supplier in a browser and sign in with a school:',
    `  ${leesboom}   Leesboom, a reader`,
    `  ${rekenrijk}   Rekenrijk, a practice tool and a dashboard for teachers`,
    'Who can sign in, without a password:',
    `  De Regenboog                  ${names(regenboogPeople)}`,
    `  College De Kade               ${names(kadePeople)}`,
    `  De Vuurtoren, Het Kompas      ${names(zeelandPeople)}`,
    `The portal for staff, as one of them: ${portal}`,
    'What each of them sees, and why: docs/DEMO.md. Ctrl-C stops everything.',
    '',
    `ready ${[broker, leesboom, rekenrijk, ...schools, portal].join(' ')}`,
  ].join('\n');
}

function names(people: readonly DemoPerson[]): string {
  return people.map((person) => `${fullName(person)} (${person.role})`).join(', ');
}
