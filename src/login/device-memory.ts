import type { IncomingMessage, ServerResponse } from 'node:http';
import { schoolId, serviceId } from '../domain/ids.ts';
import type { SchoolId, ServiceId } from '../domain/ids.ts';
import type { CookieDefinition, Cookies } from '../http/cookies.ts';

const day = 24 * 60 * 60;
/** The school that was chosen last on this device. Names no person, and can be forgotten on the page. */
const chosenSchool: CookieDefinition = { name: 'school', maxAgeSeconds: 365 * day };
/** The service of the last login, so that a lost login can start again at the same supplier. */
const lastService: CookieDefinition = { name: 'service', maxAgeSeconds: day };
/** That the next sign-in on this device asks the school anew, and why. Ends when somebody has signed in. */
const askAnew: CookieDefinition = { name: 'ask_anew', maxAgeSeconds: day / 2 };

/** `signed_out_unsure`: at a login that is known not to ask, or that we do not know; only a closed browser helps. */
export const askAnewReasons = ['signed_out', 'signed_out_unsure', 'somebody_else', 'sign_in_failed'] as const;
export type AskAnewReason = (typeof askAnewReasons)[number];

/** What a device remembers between logins: a school and a service, nobody's name. */
export function createDeviceMemory(cookies: Cookies) {
  return {
    school: (request: IncomingMessage): SchoolId | undefined =>
      schoolId(cookies.read(request, chosenSchool) ?? ''),
    rememberSchool: (response: ServerResponse, school: SchoolId) => {
      cookies.set(response, chosenSchool, school);
    },
    forgetSchool: (response: ServerResponse) => {
      cookies.clear(response, chosenSchool);
    },
    service: (request: IncomingMessage): ServiceId | undefined =>
      serviceId(cookies.read(request, lastService) ?? ''),
    rememberService: (response: ServerResponse, service: ServiceId) => {
      cookies.set(response, lastService, service);
    },
    forgetService: (response: ServerResponse) => {
      cookies.clear(response, lastService);
    },
    /** Not believed: whoever forges it is asked by the school, which harms nobody. */
    askAnew: (request: IncomingMessage): AskAnewReason | undefined => {
      const sent = cookies.read(request, askAnew);
      return askAnewReasons.find((reason) => reason === sent);
    },
    rememberToAskAnew: (response: ServerResponse, reason: AskAnewReason) => {
      cookies.set(response, askAnew, reason);
    },
    forgetToAskAnew: (response: ServerResponse) => {
      cookies.clear(response, askAnew);
    },
  };
}

export type DeviceMemory = ReturnType<typeof createDeviceMemory>;
