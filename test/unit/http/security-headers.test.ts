import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { sendPage } from '../../../src/http/send-page.ts';
import {
  contentSecurityPolicy,
  createSecurityHeaders,
  letFormGoOut,
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
  app.get('/form-out', ({ query }, response) => {
    letFormGoOut(response, typeof query['to'] === 'string' ? query['to'] : '');
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
});

describe('the policy of a page whose form goes out', () => {
  const policyFor = async (action: string) => {
    const answer = await request(appWith(false)).get('/form-out').query({ to: action });
    return { status: answer.status, policy: answer.headers['content-security-policy'] };
  };

  it.each(['https://idp.school.example/sso?tenant=1', 'https://[2001:db8::1]:8443/', 'https://a.example,b'])(
    'lets the form to %s be sent on over https, and names nobody',
    async (action) => {
      const { policy } = await policyFor(action);
      expect(policy).toBe(contentSecurityPolicy('https:'));
    },
  );

  it.each(['http://127.0.0.2:4001/sso', 'http://localhost:4001/', 'http://[::1]/'])(
    'lets the form to %s on loopback be sent on over http as well',
    async (action) => {
      const { policy } = await policyFor(action);
      expect(policy).toBe(contentSecurityPolicy('https: http:'));
    },
  );

  it('differs from the usual one in where forms go, and in nothing else', async () => {
    const { policy } = await policyFor('https://idp.school.example/sso');
    expect(policy?.replace('form-action https:;', "form-action 'self';")).toBe(contentSecurityPolicy());
  });

  it.each([
    'http://school.example/',
    'https://a.example;script-src *',
    'com.example.app:/callback',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user@school.example/',
    'not a url',
  ])('is not made for %s', async (action) => {
    const { status, policy } = await policyFor(action);
    expect(status).toBe(500);
    expect(policy).not.toContain('https:');
  });
});
