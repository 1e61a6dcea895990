import { refusal } from './refusals.ts';

const shape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/**
 * Milliseconds of an xs:dateTime in UTC, the only form that SAML allows (core 1.3.3). Days that do not exist are
 * refused too: `Date.parse` would move them.
 */
export function instantOf(text: string | undefined): number {
  if (text === undefined || !shape.test(text)) throw refusal('saml.date');
  const millis = Date.parse(`${text.slice(0, 19)}Z`);
  if (Number.isNaN(millis) || !new Date(millis).toISOString().startsWith(text.slice(0, 19))) {
    throw refusal('saml.date');
  }
  return millis + Math.trunc(Number(`0${text.slice(19, -1)}`) * 1000);
}
