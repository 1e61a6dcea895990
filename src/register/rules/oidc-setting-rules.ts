import type { Finding } from '../../domain/fault.ts';
import type { OidcProtocol } from '../model/kinds/idp.ts';
import { placeholderIn } from './placeholder.ts';

const wellKnown = /\/\.well-known(?:\/.*)?$/;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Entra ID of the world, of the USA and of China: they call themselves `https://<host>/<tenant id>/v2.0`. */
const entraHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
]);
/** Its applications too whose records say no more than their tenant. */
export function isEntraId({ issuer, tenant }: OidcProtocol): boolean {
  return tenant !== undefined || entraHosts.has(new URL(issuer).host);
}

const googleHost = 'accounts.google.com';
const googleIssuer = `https://${googleHost}`;

/** An issuer is compared letter by letter with what the IdP calls itself, and `tenant` with what its tokens say. */
export function* oidcSettingFindings(protocol: OidcProtocol): Generator<Finding> {
  const issuer = issuerFinding(protocol.issuer);
  if (issuer !== undefined) yield { path: ['protocol', 'issuer'], ...issuer };
  yield* organisationFindings(protocol);
}

function issuerFinding(issuer: string): Omit<Finding, 'path'> | undefined {
  const url = new URL(issuer);
  if (wellKnown.test(url.pathname)) {
    const problem = 'is the address of the discovery document, and no issuer calls itself so';
    return { problem, remedy: `write what stands before it: ${issuer.replace(/\/\.well-known.*$/, '')}` };
  }
  if (url.search !== '') {
    const problem = 'has a query, which an issuer never has';
    return { problem, remedy: 'write the issuer as the discovery document of the IdP says it' };
  }
  if (url.host === googleHost && issuer !== googleIssuer) {
    return { problem: 'is not what Google calls itself, letter by letter', remedy: `write ${googleIssuer}` };
  }
  // what was never filled in is told by itself
  return placeholderIn(issuer) === undefined ? entraFinding(issuer, url) : undefined;
}

function entraFinding(issuer: string, { host, pathname }: URL): Omit<Finding, 'path'> | undefined {
  if (!entraHosts.has(host)) return undefined;
  const [, tenant = ''] = pathname.split('/');
  const expected = `https://${host}/${tenant.toLowerCase()}/v2.0`;
  if (issuer === expected && guid.test(tenant)) return undefined;
  if (guid.test(tenant.toLowerCase())) {
    const problem = 'is not what Entra ID calls itself, letter by letter';
    return { problem, remedy: `write ${expected}` };
  }
  const problem = `names ${tenant === '' ? 'no tenant' : `${tenant} as its tenant`}, and Entra ID calls itself by the id of the school's tenant`;
  return { problem, remedy: `write https://${host}/<tenant id>/v2.0 with the tenant id of the school` };
}

/** The claims that have to be in every id_token: `tid` of Entra ID, `hd` of Google. */
function* organisationFindings({ issuer, tenant, hostedDomain }: OidcProtocol): Generator<Finding> {
  const url = new URL(issuer);
  const named = url.pathname.split('/').filter((part) => guid.test(part));
  if (tenant !== undefined && named.length > 0 && !named.includes(tenant)) {
    const problem = `is another tenant than that of the issuer, ${named.join(', ')}: every sign-in would be refused`;
    yield { path: ['protocol', 'tenant'], problem, remedy: 'correct one of the two' };
  }
  if (tenant !== undefined && url.host === googleHost) {
    const problem =
      'is a setting for Entra ID, and Google never says a tenant: every sign-in would be refused';
    yield {
      path: ['protocol', 'tenant'],
      problem,
      remedy: 'leave it out; the domain goes into hostedDomain',
    };
  }
  if (hostedDomain !== undefined && entraHosts.has(url.host)) {
    const problem =
      'is a setting for Google, and Entra ID never says a domain: every sign-in would be refused';
    yield {
      path: ['protocol', 'hostedDomain'],
      problem,
      remedy: 'leave it out; the tenant goes into tenant',
    };
  }
}
