import { portalAddresses } from '../../src/portal/addresses.ts';
import { portalRows } from '../../src/portal/rows.ts';

/** What stands in the place of each `:name` of an address. */
export type Places = Readonly<Record<string, string>>;

/** A page of the portal: its address as the table of rows has it, and as it is asked for. */
export interface VisitedPage {
  readonly row: string;
  readonly path: string;
}

/** Pages that answer somebody who signed in with nothing, or with something once: what makes them is elsewhere in the table. */
export const notVisited: readonly string[] = [
  portalAddresses.signInAtSchool,
  portalAddresses.signedIn,
  portalAddresses.takenInvitation,
  portalAddresses.invitationLink(':secret'),
  portalAddresses.invitation,
  portalAddresses.newKeyAtSchool,
  portalAddresses.newKeyLink(':secret'),
  portalAddresses.newKey,
  // whoever signs shows passkeys, and no codes of an app
  portalAddresses.addApp,
  // come from a signature and from a change that failed, which the large board does not have
  portalAddresses.receipt(':agreement'),
  portalAddresses.agreementDocument(':agreement', ':hash'),
  portalAddresses.retryChange(':school', ':service', ':change'),
  // files to keep, of what the page beside them says: PORTAL.md says what they take
  portalAddresses.parentsLetterAs(':school', ':service', ':form'),
  portalAddresses.councilBundleAs(':school', ':form'),
];

/**
 * Every other page of the portal, from the table from which its router is built: a new one is measured without being entered here.
 * `placesOfRow`: of pages that are about something else than the others.
 */
export function visitedPages(
  places: Places,
  placesOfRow: Readonly<Record<string, Places>> = {},
): readonly VisitedPage[] {
  return portalRows
    .filter(([method, address]) => method === 'GET' && !notVisited.includes(address))
    .map(([, row]) => {
      const here = { ...places, ...placesOfRow[row] };
      return { row, path: row.replaceAll(/:(\w+)/g, (_, name: string) => placeOf(here, name, row)) };
    });
}

function placeOf(places: Places, name: string, row: string): string {
  const place = places[name];
  if (place === undefined) throw new Error(`nothing is known to stand in the place of :${name} in ${row}`);
  return place;
}
