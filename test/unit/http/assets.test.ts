import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { assetUrl, createAssets } from '../../../src/http/assets.ts';
import { createSecurityHeaders } from '../../../src/http/security-headers.ts';

const app = express();
app.use(createSecurityHeaders({ https: true }), createAssets().router);

describe('assets', () => {
  it.each([
    ['sluis.css', 'text/css; charset=utf-8'],
    ['logo.svg', 'image/svg+xml'],
    ['auto-submit.js', 'text/javascript; charset=utf-8'],
    ['choose-school.js', 'text/javascript; charset=utf-8'],
  ] as const)('%s is kept for good under the address of its content', async (name, mediaType) => {
    const answer = await request(app).get(assetUrl(name));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain(mediaType);
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('of another version are answered with this one and not kept', async () => {
    const answer = await request(app).get('/assets/0000000000000000/sluis.css');
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  it('answer the icon that browsers ask for on their own', async () => {
    const answer = await request(app).get('/favicon.ico');
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/svg+xml']);
  });

  it.each([
    '/assets/x/page.ts',
    '/assets/x/..%2fpage.ts',
    '/assets/x/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/x/constructor',
    '/assets/',
  ])('are nothing else: %s', async (path) => {
    expect((await request(app).get(path)).status).toBe(404);
  });

  it('load nothing from anywhere', async () => {
    for (const name of ['sluis.css', 'auto-submit.js', 'choose-school.js'] as const) {
      expect((await request(app).get(assetUrl(name))).text).not.toMatch(/https?:|@import|url\(/);
    }
  });
});
