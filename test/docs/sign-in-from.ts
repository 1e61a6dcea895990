import type { World } from '../../testkit/world/world.ts';

/** Pip signs in at De Regenboog, from an authorization request without a hint; returns where the browser arrives. */
export async function signInFrom(world: World, authorizationUrl: string): Promise<URL> {
  const browser = world.browser();
  const chooser = await browser.go(authorizationUrl);
  const atSchool = await browser.go(`${chooser.url.href}/school/de-regenboog`);
  return (await world.answerAtRegenboog(browser, atSchool)).url;
}
