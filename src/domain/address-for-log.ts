import { looksPersonal, unprintable } from './personal-shapes.ts';

const longest = 200;
/** RFC 3986 appendix B, with a scheme. */
const addressParts =
  /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?:\/\/(?<authority>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?(?<hash>#.*)?$/s;
const longestPart = 60;
const plainPart = /^[\w.~!$'()*+,;:-]*$/;
const plainHost = /^[\w.:[\]-]{1,120}$/;

/**
 * What the log may hold of an address that a supplier registered or sent: scheme, host, path and the names of parameters, as
 * they were written, since a capital or `:443` may be all that is wrong. No value of a parameter and nothing of a fragment but
 * its `#`; and where a part does not look like part of a program's address, a mark in its place.
 */
export function addressForLog(address: string): string {
  const parts = addressParts.exec(address)?.groups;
  if (parts === undefined) return unprintable;
  const { scheme = '', authority, path = '', query, hash } = parts;
  if (scheme.length > longestPart) return unprintable;
  return [
    `${scheme}:`,
    authority === undefined ? '' : `//${hostForLog(authority)}`,
    authority === undefined && !path.startsWith('/')
      ? contentForLog(scheme, path)
      : path.split('/').map(partForLog).join('/'),
    query === undefined ? '' : `?${query.split('&').map(parameterForLog).join('&')}`,
    hash === undefined ? '' : '#',
  ]
    .join('')
    .slice(0, longest);
}

/** `data:` and the like are all content; an entityID may be a URN, whose parts have names (RFC 8141). */
function contentForLog(scheme: string, path: string): string {
  if (scheme.toLowerCase() !== 'urn') return unprintable;
  return path
    .split(':')
    .map((part) => part.split('/').map(partForLog).join('/'))
    .join(':');
}

function hostForLog(authority: string): string {
  const end = authority.lastIndexOf('@');
  const host = authority.slice(end + 1);
  const shown = plainHost.test(host) && !looksPersonal(host) ? host : unprintable;
  return end === -1 ? shown : `${unprintable}@${shown}`;
}

/** A parameter without `=` may be a value. */
function parameterForLog(parameter: string): string {
  const end = parameter.indexOf('=');
  return end < 1 ? unprintable : partForLog(parameter.slice(0, end));
}

/** Longer ones are tokens and identifiers; in percent signs something else may be hidden. */
function partForLog(part: string): string {
  const read = decoded(part);
  const isPlain = part.length <= longestPart && read !== undefined && plainPart.test(read);
  return isPlain && !looksPersonal(read) ? part : unprintable;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
