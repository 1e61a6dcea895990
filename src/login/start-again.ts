import type { Service } from '../register/model/kinds/service.ts';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { serviceId } from '../domain/ids.ts';
import type { RegisterView } from '../register/replica/register.ts';
import { seeOther } from '../http/see-other.ts';
import type { DeviceMemory } from './device-memory.ts';

/**
 * For pages that cannot know the service, because a school's form posted the browser there and no cookie came along.
 * Whoever follows the link brings the cookie; without one the front page lets them choose.
 */
export const startAgainPath = '/start-again';

/** The ways back into a login for whoever is in none. */
export interface StartAgain {
  /** Where this service starts a login, else that of the last login on this device, else `startAgainPath`. */
  readonly url: (request: IncomingMessage, service?: string) => string;
  /** Answers at `startAgainPath`. */
  readonly redirect: RequestHandler;
}

export function createStartAgain(parts: {
  readonly register: RegisterView;
  readonly memory: DeviceMemory;
}): StartAgain {
  const { register, memory } = parts;
  const lastService = (request: IncomingMessage) => serviceNamed(register, memory.service(request));
  return {
    url: (request, service) =>
      (serviceNamed(register, service) ?? lastService(request))?.startUrl ?? startAgainPath,
    redirect(request, response) {
      seeOther(response, lastService(request)?.startUrl ?? '/');
    },
  };
}

/** `undefined` for a text that names no service of the register. */
export function serviceNamed(register: RegisterView, text: string | undefined): Service | undefined {
  const id = serviceId(text ?? '');
  return id && register.current().service(id)?.record;
}
