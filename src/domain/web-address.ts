const loopbackHosts = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** True for host names that never leave this machine, so that http is as safe there as https elsewhere. */
function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.test(hostname);
}

/**
 * Reads a web address that data may be sent to: https, or http on loopback hosts; without user name and
 * fragment. `undefined` for anything else.
 */
export function webAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || /[\s#]/.test(text)) return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  return secure ? url : undefined;
}

/** Reads a bare origin (`https://host[:port]`): no path, no query, no trailing slash. */
export function webOrigin(text: string): string | undefined {
  const url = webAddress(text);
  return url?.origin === text ? url.origin : undefined;
}

/**
 * True for an address of an app's own (RFC 8252 section 7.1): its scheme is a domain name, so it has a dot, which keeps
 * `javascript:` and `data:` out.
 */
export function isAppAddress(text: string): boolean {
  return /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:\/[^\s#]*$/i.test(text);
}
