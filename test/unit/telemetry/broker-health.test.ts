import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { createBrokerHealth, type BrokerHealthParts } from '../../../src/telemetry/broker-health.ts';

const answering = { ping: () => Promise.resolve() };
const away = { ping: () => Promise.reject(new Error('away')) };

async function failing(parts: Partial<BrokerHealthParts>): Promise<unknown> {
  const health = createBrokerHealth({
    sessions: answering,
    database: answering,
    isRegisterConfirmed: () => true,
    draining: () => false,
    ...parts,
  });
  const answer = await request(express().use(health)).get('/health/ready');
  return answer.body.failing;
}

describe('what a node cannot do without', () => {
  it('is all there', async () => {
    expect(await failing({})).toBeUndefined();
  });

  it('is named when it is away', async () => {
    expect(await failing({ sessions: away })).toEqual(['sessions']);
    expect(await failing({ database: away })).toEqual(['database']);
    expect(await failing({ isRegisterConfirmed: () => false })).toEqual(['register']);
    expect(await failing({ sessions: away, isRegisterConfirmed: () => false })).toEqual([
      'sessions',
      'register',
    ]);
  });
});
