import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createCookies } from '../../../src/http/cookies.ts';

const school = { name: 'school', maxAgeSeconds: 60 };

function appWith(secure: boolean) {
  const cookies = createCookies({ secure });
  const app = express();
  app.get('/set', (_request, response) => {
    cookies.set(response, school, 'a b;c');
    cookies.set(response, { name: 'browser' }, 'x');
    response.send();
  });
  app.get('/clear', (_request, response) => {
    cookies.clear(response, school);
    response.send();
  });
  app.get('/read', (incoming, response) => {
    response.json({ value: cookies.read(incoming, school) ?? null });
  });
  return app;
}

describe('cookies', () => {
  it('over https belong to this host alone', async () => {
    const answer = await request(appWith(true)).get('/set');
    expect(answer.headers['set-cookie']).toEqual([
      '__Host-school=a%20b%3Bc; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-browser=x; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
  });

  it('over https are not read from a name that a neighbour could set', async () => {
    const answer = await request(appWith(true)).get('/read').set('Cookie', 'school=planted');
    expect(answer.body).toEqual({ value: null });
  });

  it('over plain http have no prefix, and come back as they were set', async () => {
    const answer = await request(appWith(false)).get('/read').set('Cookie', 'school=a%20b%3Bc; other=1');
    expect(answer.body).toEqual({ value: 'a b;c' });
  });

  it('are cleared with the attributes they were set with', async () => {
    const answer = await request(appWith(true)).get('/clear');
    expect(answer.headers['set-cookie']).toEqual([
      '__Host-school=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ]);
  });
});
