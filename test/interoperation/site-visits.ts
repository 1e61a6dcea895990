import { createBrowser, firstForm, type Arrived, type Browser } from '../../testkit/actors/browser.ts';
import type { SupplierSite } from '../../testkit/services/supplier-sites/site.ts';
import { edit, withClient, type Lists } from '../../testkit/world/change-federation.ts';
import { secrets, type World } from '../../testkit/world/world.ts';

/** What the operator gave to a service that is registered for `client_secret_basic`. */
export const withHeader = ({ issuer }: World) => ({
  issuer,
  clientId: 'leesboom-reader',
  clientSecret: secrets.TEST_READER_SECRET,
});

/** To one for `client_secret_post`, which has its claims in the id_token too. */
export const withForm = ({ issuer }: World) => ({
  issuer,
  clientId: 'rekenrijk-practice',
  clientSecret: secrets.TEST_PRACTICE_SECRET,
});

/** Somebody visits the site, which ends afterwards. `onTheWay` is not asked where we refuse before anybody may choose a school. */
export async function visit(
  world: World,
  opened: Promise<SupplierSite>,
  onTheWay: (browser: Browser, chooser: Arrived) => Promise<Arrived>,
): Promise<Arrived> {
  const site = await opened;
  try {
    await edit(world, (federation) => withRedirectUri(federation, site.redirectUri));
    const browser = createBrowser(({ origin }) => [world.issuer, site.origin].includes(origin));
    const sent = await browser.go(site.startUrl);
    if (sent.url.origin !== world.issuer) return sent;
    if (!sent.url.pathname.startsWith('/login/')) return await postOn(browser, sent);
    return await onTheWay(browser, sent);
  } finally {
    await site.stop();
  }
}

/** The page with which we answer by `response_mode=form_post`. */
function postOn(browser: Browser, page: Arrived): Promise<Arrived> {
  const { action, fields } = firstForm(page.body);
  return browser.post(action, fields);
}

function withRedirectUri(federation: Lists, redirectUri: string): Lists {
  const redirectUris = [redirectUri];
  const inBoth = withClient('rekenrijk-practice', { redirectUris });
  return inBoth(withClient('leesboom-reader', { redirectUris })(federation));
}
