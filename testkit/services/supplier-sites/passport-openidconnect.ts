import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Passport } from 'passport';
import { Strategy, type Profile, type VerifyCallback } from 'passport-openidconnect';
import { openSite, type Registration, type SupplierSite } from './site.ts';

/** It knows no discovery, so all addresses are settings. */
export function openPassportSite({ issuer, clientId, clientSecret }: Registration): Promise<SupplierSite> {
  return openSite({
    host: '127.0.0.24',
    install: (app, { redirectUri }) => {
      const passport = new Passport();
      const strategy = new Strategy(
        {
          issuer,
          authorizationURL: `${issuer}/authorize`,
          tokenURL: `${issuer}/token`,
          userInfoURL: `${issuer}/userinfo`,
          clientID: clientId,
          clientSecret,
          callbackURL: redirectUri,
          scope: ['profile'],
        },
        (_issuer: string, profile: Profile, done: VerifyCallback) => {
          done(null, profile);
        },
      );
      passport.use(strategy);
      const authenticate: RequestHandler = passport.authenticate('openidconnect', {
        session: false,
        failWithError: true,
      });
      app.use(keepSessions(), passport.initialize());
      app.get('/login', authenticate);
      app.get('/callback', authenticate, (request, response) => {
        response.json(request.user);
      });
    },
  });
}

/** In the place of express-session, in the memory of this process. */
function keepSessions(): RequestHandler {
  const sessions = new Map<string, object>();
  return (request, response, next) => {
    const id = /(?:^|; )visit=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? randomUUID();
    const session = sessions.get(id) ?? {};
    sessions.set(id, session);
    Object.assign(request, { session });
    response.cookie('visit', id, { httpOnly: true, sameSite: 'lax' });
    next();
  };
}
