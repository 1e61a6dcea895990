import type { Arrived, Browser } from '../actors/browser.ts';
import { persistent, type AnswerWishes } from '../actors/saml-school.ts';
import { takeUp } from './portal-visits.ts';
import type { World } from './world.ts';

/** How a teacher of De Regenboog signs in, whose login asserts these addresses. */
export function teacherWith(
  addresses: readonly string[],
  { name = 'juf', authnInstant }: { readonly name?: string; readonly authnInstant?: string } = {},
): AnswerWishes {
  return {
    nameId: `<saml:NameID Format="${persistent}">${name}</saml:NameID>`,
    attributes: [
      ['eduPersonAffiliation', ['employee']],
      ['nlEduPersonHomeOrganizationId', ['99AA']],
      ...(addresses.length === 0 ? [] : ([['mail', addresses]] as const)),
    ],
    ...(authnInstant !== undefined && { authnInstant }),
  };
}

/** With the invitation that this browser has, up to the door of De Regenboog. */
export async function goToRegenboog(world: World, browser: Browser): Promise<Arrived> {
  return chooseRegenboog(world, browser, await browser.go(`${world.issuer}/portal/invitation/taken?school`));
}

/** On from the chooser of the broker to De Regenboog. */
export function chooseRegenboog(world: World, browser: Browser, { body }: Arrived): Promise<Arrived> {
  const [path = ''] = /\/login\/[^/"]+\/school\/de-regenboog/.exec(body) ?? [];
  return browser.go(`${world.issuer}${path}`);
}

export async function acceptAtRegenboog(
  world: World,
  browser: Browser,
  secret: string,
  wishes: AnswerWishes,
): Promise<Arrived> {
  await takeUp(world, browser, secret);
  return world.answerAtRegenboog(browser, await goToRegenboog(world, browser), wishes);
}
