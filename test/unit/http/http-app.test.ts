import { Router, type RequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { closeWhileDraining } from '../../../src/http/close-while-draining.ts';
import { createHttpApp, type RouteEntry } from '../../../src/http/http-app.ts';

const answering =
  (text: string): RequestHandler =>
  (_request, response) => {
    response.send(text);
  };

function app(routes: readonly RouteEntry[], trustedProxies: readonly string[] = []) {
  return createHttpApp({ trustedProxies, routes });
}

describe('a table of routes', () => {
  it('meets requests in its own order, until something answers', async () => {
    const met: string[] = [];
    const noting =
      (name: string): RequestHandler =>
      (_request, _response, next) => {
        met.push(name);
        next();
      };
    const routes = app([
      { every: noting('first') },
      { all: ['/one', '/two'], answer: noting('of two') },
      { get: '/one', answer: answering('one') },
      { every: noting('after an answer') },
      { below: '/two', answer: Router().get('/deeper', answering('deeper')) },
    ]);
    expect((await request(routes).get('/one')).text).toBe('one');
    expect(met.splice(0)).toEqual(['first', 'of two']);
    expect((await request(routes).get('/two/deeper')).text).toBe('deeper');
    expect(met).toEqual(['first', 'after an answer']);
  });

  it('lets nothing of Express into an answer', async () => {
    const { headers } = await request(app([{ get: '/', answer: answering('text') }])).get('/');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('etag');
  });

  it.each([
    ['nobody by default', [], 'http'],
    ['the proxies that are named', ['127.0.0.1', '::1', '::ffff:127.0.0.1'], 'https'],
  ] as const)('believes forwarded headers of %s', async (_name, proxies, protocol) => {
    const route: RouteEntry = {
      get: '/',
      answer: (asked, response) => {
        response.send(asked.protocol);
      },
    };
    const answer = await request(app([route], proxies))
      .get('/')
      .set('X-Forwarded-Proto', 'https');
    expect(answer.text).toBe(protocol);
  });
});

describe('a node that drains', () => {
  it.each([true, false])('ends each connection after its answer: %s', async (draining) => {
    const routes = app([
      { every: closeWhileDraining(() => draining) },
      { get: '/', answer: answering('text') },
    ]);
    const { headers } = await request(routes).get('/').set('Connection', 'keep-alive');
    expect(headers['connection'] === 'close').toBe(draining);
  });
});
