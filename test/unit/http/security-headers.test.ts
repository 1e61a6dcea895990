import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { sendPage } from '../../../src/http/send-page.ts';
import {
  allowFormTargets,
  contentSecurityPolicy,
  createSecurityHeaders,
} from '../../../src/http/security-headers.ts';

function appWith(https: boolean) {
  const app = express();
  app.use(createSecurityHeaders({ https }));
  app.get('/', (_request, response) => {
    response.send('page');
  });
  app.get('/question', (_request, response) => {
    sendPage(response, '<button>Yes</button>');
  });
  app.get('/post-binding', (_request, response) => {
    allowFormTargets(response, ['https://idp.school.example/sso?tenant=1']);
    response.send('form');
  });
  return app;
}

describe('the content security policy', () => {
  it('allows no inline code, nothing from elsewhere and no frames', () => {
    const policy = contentSecurityPolicy();
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).toContain("form-action 'self';");
  });

  it.each([
    'https://a.example;script-src *',
    'https://*.example',
    'https://a.example,b',
    'javascript:alert(1)',
    'data:text/html,x',
    'not a url',
  ])('refuses %s as a form target', (target) => {
    expect(() => contentSecurityPolicy([target])).toThrow(TypeError);
  });

  it.each([
    ['https://idp.school.example/sso?x=1', 'https://idp.school.example'],
    ['http://127.0.0.2:4001/sso', 'http://127.0.0.2:4001'],
    ['https://[::1]:8443/', 'https://[::1]:8443'],
  ])('names only the origin of %s', (target, origin) => {
    expect(contentSecurityPolicy([target])).toContain(`form-action 'self' ${origin};`);
  });
});

describe('the headers of every answer', () => {
  it('keep pages out of frames, caches and referrers', async () => {
    const { headers } = await request(appWith(false)).get('/');
    expect(headers).toMatchObject({
      'content-security-policy': contentSecurityPolicy(),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('cross-origin-opener-policy');
  });

  it('pin https where it is spoken', async () => {
    const { headers } = await request(appWith(true)).get('/');
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}$/);
  });

  it('keep whoever opened the window away from a page of ours', async () => {
    const { headers } = await request(appWith(false)).get('/question');
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'content-type': 'text/html; charset=utf-8',
    });
  });

  it('let one page post to one more address', async () => {
    const { headers } = await request(appWith(false)).get('/post-binding');
    expect(headers['content-security-policy']).toContain("form-action 'self' https://idp.school.example;");
  });
});
