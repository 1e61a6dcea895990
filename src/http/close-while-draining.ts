import type { RequestHandler } from 'express';

/** Every answer is then the last one on its connection: the next request of a proxy goes to a node that stays. */
export function closeWhileDraining(draining: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (draining()) response.setHeader('Connection', 'close');
    next();
  };
}
