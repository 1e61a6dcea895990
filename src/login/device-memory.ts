import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';
import { schoolId, serviceId } from '../domain/ids.ts';
import type { SchoolId, ServiceId } from '../domain/ids.ts';
import type { CookieDefinition, Cookies } from '../http/cookies.ts';

const day = 24 * 60 * 60;
/** The school that was chosen last on this device. Names no person, and can be forgotten on the page. */
const chosenSchool: CookieDefinition = { name: 'school', maxAgeSeconds: 365 * day };
/** The service of the last login, so that a lost login can start again at the same supplier. */
const lastService: CookieDefinition = { name: 'service', maxAgeSeconds: day };

/** What a device remembers between logins: a school and a service, nobody's name. */
export function createDeviceMemory(cookies: Cookies) {
  return {
    school: (request: IncomingMessage): SchoolId | undefined =>
      schoolId(cookies.read(request, chosenSchool) ?? ''),
    rememberSchool: (response: Response, school: SchoolId) => {
      cookies.set(response, chosenSchool, school);
    },
    forgetSchool: (response: Response) => {
      cookies.clear(response, chosenSchool);
    },
    service: (request: IncomingMessage): ServiceId | undefined =>
      serviceId(cookies.read(request, lastService) ?? ''),
    rememberService: (response: Response, service: ServiceId) => {
      cookies.set(response, lastService, service);
    },
  };
}

export type DeviceMemory = ReturnType<typeof createDeviceMemory>;
