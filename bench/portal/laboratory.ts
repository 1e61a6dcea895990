import { portalAddresses } from '../../src/portal/addresses.ts';
import { schools } from '../../testkit/federation/schools.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import { openPostgres } from '../../src/storage/postgres/pool.ts';
import { calendarDay, dayAt } from '../../src/domain/clock.ts';
import type { HeldRole } from '../../src/domain/portal-roles.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { required } from '../../testkit/values/ids.ts';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import {
  addressAtKade,
  colleague,
  comeInAtKade,
  confirmed,
  inviteTesta,
  roleOf,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';
import { crowd, type CrowdSize } from '../registry/crowd.ts';
import { fill } from '../registry/fill.ts';
import { agreedId, largeBoard, offerId, serviceSwitchedOff, type BoardSize } from './large-board.ts';
import { visitedPages, type Places, type VisitedPage } from './visited-pages.ts';

/** A broker with the register of a country, and somebody who administers a large board of it. */
export interface Laboratory {
  readonly issuer: string;
  readonly browser: Browser;
  readonly records: number;
  readonly pages: readonly VisitedPage[];
  close(): Promise<void>;
}

const school = schools.regenboog.id;
/** Of the first of them drafts and changes for later are written: as many as a page lists. */
const busyServices = 5;
const changedService = 'xv0';
const storeTimeoutMs = 240_000;
/** The register is analysed after each, which is most of the work of small ones. */
const batchSize = 50_000;

export async function openLaboratory(
  stores: { readonly postgresUrl: string; readonly redisUrl: string },
  board: BoardSize,
  country: CrowdSize,
): Promise<Laboratory> {
  const world = await openWorld({
    ...stores,
    portal: true,
    moreEntraUsers: [colleague],
    storeTimeoutMs,
  });
  try {
    // before there are so many schools that one has to be searched for
    const browser = await administrator(world);
    const proposer = await somebodyWhoProposes(world);
    const records = await fillWorld(world, board, country);
    const places = await makePlaces(world, browser, proposer);
    const agreed = { agreement: agreedId, service: serviceSwitchedOff(country) };
    const pages = visitedPages(places, { [portalAddresses.switchOn(':agreement', ':service')]: agreed });
    return { issuer: world.issuer, browser, records, pages, close: () => world.close() };
  } catch (error) {
    await world.close();
    throw error;
  }
}

async function fillWorld(world: World, board: BoardSize, country: CrowdSize): Promise<number> {
  const postgres = openPostgres({
    url: world.databaseUrl,
    timeoutMs: storeTimeoutMs,
    maxConnections: 1,
    logger: world.logger,
  });
  try {
    const store = createPostgresRegisterStore(postgres);
    const records = await fill(store, [...crowd(country), ...largeBoard(board, country)], batchSize);
    await eventually(() => world.settled(), storeTimeoutMs);
    return records;
  } finally {
    await postgres.close();
  }
}

/** Who also signs and answers parents: so every page is there. */
async function administrator(world: World): Promise<Browser> {
  const until = required(calendarDay('2099-01-01'));
  const roles: readonly HeldRole[] = [
    roleOf('administrator', confirmed),
    roleOf('privacy_officer', confirmed),
    roleOf('signer', { ...confirmed, ground: 'bestuurder', until }),
  ];
  const browser = world.browser();
  await comeInAtKade(world, browser, await inviteTesta(world, { roles }));
  return browser;
}

async function somebodyWhoProposes(world: World): Promise<Browser> {
  const browser = world.browser();
  const invited = { email: addressAtKade('collega'), roles: [roleOf('proposer', confirmed)] };
  await comeInAtKade(world, browser, await inviteTesta(world, invited), 'collega');
  return browser;
}

/** Makes what the pages are about: choices of before, drafts of somebody else, changes for later, a pupil who was looked for. */
async function makePlaces(world: World, browser: Browser, proposer: Browser): Promise<Places> {
  const at = (path: string) => `${world.issuer}${path}`;
  const services = `/portal/schools/${school}/services`;
  const form = { seen: 'yes', reason: 'minder is genoeg', enabled: 'yes', 'given_name.pupil': 'whole' };
  const changed = `${services}/${changedService}`;
  await browser.post(at(`${changed}/change`), { ...form, version: '1' });

  const day = dayAt(Date.now() + 5 * 86_400_000, 'Europe/Amsterdam');
  for (let index = 0; index < busyServices; index += 1) {
    const change = at(`${services}/xv${index}/change`);
    const version = /name="version" value="(\d+)"/.exec((await browser.go(change)).body)?.[1] ?? '';
    await proposer.post(change, { ...form, version, 'given_name.pupil': 'initial' });
    await browser.post(change, { ...form, version, 'given_name.pupil': 'off', from: 'day', day });
  }
  const draft = new RegExp(`${changed}/drafts/([0-9a-f-]{36})`).exec(
    (await browser.go(at(changed))).body,
  )?.[1];

  const name = nameIdOf('leerling');
  const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, {
    nameId: name,
    attributes: pip,
  });
  await world.reader.receive(visit, arrived.url);
  const found = await browser.post(at(`/portal/schools/${school}/questions`), {
    reason: 'vraag van een ouder',
    'identifier.nameid': 'leerling',
  });
  return {
    school,
    service: changedService,
    version: '1',
    draft: required(draft),
    agreement: offerId,
    act: 'refuse',
    lookUp: required(/^\/portal\/questions\/([\w-]{43})$/.exec(found.url.pathname)?.[1]),
  };
}
