import express, { Router } from 'express';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { outgoingChannels } from '../../outgoing-channels.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { routesOf, unregistered } from './broker-routes.ts';

const nothing = { missing: [], gone: [], twice: [] };
let world: World;
let routes: readonly string[];
beforeAll(async () => {
  let server: Server | undefined;
  world = await openWorld({
    postgresUrl: inject('postgres15Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    onServer: (made) => {
      server = made;
    },
  });
  const [app] = server?.listeners('request') ?? [];
  routes = routesOf(app);
});
afterAll(() => world.close());

describe('outgoing-channels.ts', () => {
  it('has every address at which the broker answers, once, and none that is gone', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(unregistered(routes, outgoingChannels)).toEqual(nothing);
  });

  it('says why, where something is left out', () => {
    for (const { carries, guard, joinFields } of Object.values(outgoingChannels)) {
      expect(carries).not.toBe('');
      if ('without' in guard) expect(guard.without.length).toBeGreaterThan(10);
      if ('without' in joinFields) expect(joinFields.without.length).toBeGreaterThan(10);
    }
  });
});

describe('a way out that nobody registered', () => {
  const handle = (_request: express.Request, response: express.Response): void => {
    response.send('who was here');
  };
  const missing = (add: (app: express.Express) => void): readonly string[] => {
    const app = express();
    add(app);
    return unregistered(routesOf(app), outgoingChannels).missing;
  };

  it('is noticed as a route', () => {
    expect(missing((app) => app.get('/portal/releases', handle))).toEqual(['/portal/releases']);
    expect(missing((app) => app.post(['/jwks', '/export'], handle))).toEqual(['/export']);
  });

  it('is noticed in a router, however deep', () => {
    const router = Router();
    router.get('/people/:person', handle);
    expect(missing((app) => app.use('/api', Router().use('/v1', router)))).toEqual([
      '/api/v1/people/:person',
    ]);
  });

  it('is noticed as a handler of all that is below a path', () => {
    expect(missing((app) => app.use('/events', handle))).toEqual(['/events/**']);
  });
});
