import express, { type ErrorRequestHandler } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import { createSameSitePosts } from '../../../src/http/same-site-posts.ts';

const origin = 'https://sluis.example';
const showCode: ErrorRequestHandler = (error, _request, response, _next) => {
  response.status(403).send(error instanceof SluisError ? error.code : 'other');
};
const app = express();
app.use(createSameSitePosts({ origin, exempt: (path) => path === '/saml/acs' }));
app.all('/{*path}', (_request, response) => {
  response.send('done');
});
app.use(showCode);

describe('posts from elsewhere', () => {
  it.each([
    ['another site', { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' }],
    ['a neighbouring host', { 'Sec-Fetch-Site': 'same-site', Origin: 'https://other.sluis.example' }],
    ['a forged origin beside the browser’s word', { 'Sec-Fetch-Site': 'cross-site', Origin: origin }],
    ['an old browser at another site', { Origin: 'https://evil.example' }],
    ['a sandboxed frame in an old browser', { Origin: 'null' }],
    ['an origin that only begins like ours', { Origin: `${origin}.evil.example` }],
    ['nobody knows where', {}],
  ])('are refused: %s', async (_name, headers) => {
    const answer = await request(app).post('/forget').set(headers);
    expect([answer.status, answer.text]).toEqual([403, 'http.cross_site']);
  });

  it.each(['put', 'patch', 'delete'] as const)('are refused with %s too', async (method) => {
    expect((await request(app)[method]('/forget').set('Sec-Fetch-Site', 'cross-site')).status).toBe(403);
  });

  it('reach an exempt route, and only that one', async () => {
    expect((await request(app).post('/saml/acs').set('Sec-Fetch-Site', 'cross-site')).status).toBe(200);
    expect((await request(app).post('/saml/acs/x').set('Sec-Fetch-Site', 'cross-site')).status).toBe(403);
  });
});

describe('our own requests', () => {
  it.each([{ 'Sec-Fetch-Site': 'same-origin' }, { Origin: origin }])('pass: %o', async (headers) => {
    expect((await request(app).post('/forget').set(headers)).status).toBe(200);
  });

  it('pass as links from anywhere', async () => {
    expect((await request(app).get('/x').set('Sec-Fetch-Site', 'cross-site')).status).toBe(200);
  });
});
