import type { Arrived, Browser } from '../actors/browser.ts';
import { firstForm } from '../actors/browser.ts';
import type { World } from './world.ts';

/** The page that asks whether to sign out, as a supplier's link brings somebody there. */
export function askToSignOut(
  world: World,
  browser: Browser,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Arrived> {
  const query = new URLSearchParams({ client_id: 'leesboom-reader', ...parameters });
  return browser.go(`${world.issuer}/logout?${query.toString()}`);
}

export function answerSignOut(browser: Browser, asked: Arrived, answer: 'yes' | 'no'): Promise<Arrived> {
  const { action, fields } = firstForm(asked.body);
  const logout = answer === 'yes' ? { logout: 'yes' } : {};
  return browser.post(new URL(action, asked.url).href, { ...fields, ...logout });
}

/** Comes to the page after the sign-out. */
export async function signOut(world: World, browser: Browser): Promise<Arrived> {
  return answerSignOut(browser, await askToSignOut(world, browser), 'yes');
}

export async function isSignedIn(world: World, browser: Browser): Promise<boolean> {
  const silent = await browser.go((await world.reader.begin({ prompt: 'none' })).url);
  return silent.url.searchParams.has('code');
}

/** Where a link of a page leads, by what is written on it. */
export function linkOf(page: Arrived, label: string): string | undefined {
  for (const [, href, text] of page.body.matchAll(/<a\b[^>]*?href="([^"]*)"[^>]*>([\s\S]*?)<\/a\s*>/g)) {
    if (text?.includes(label) === true) return new URL((href ?? '').replaceAll('&amp;', '&'), page.url).href;
  }
  return undefined;
}

export async function follow(browser: Browser, page: Arrived, label: string): Promise<Arrived> {
  const link = linkOf(page, label);
  if (link === undefined) throw new Error(`no link ${label} at ${page.url.pathname}`);
  return browser.go(link);
}
