import { describe, expect, it } from 'vitest';
import { databaseFault } from '../../../../src/storage/postgres/database-fault.ts';
import { SluisError } from '../../../../src/domain/errors.ts';

const away = (code?: string) =>
  new SluisError('storage.unavailable', 'no answer from PostgreSQL', {
    cause: Object.assign(new Error('password hunter2'), code === undefined ? {} : { code }),
  });
const said = (error: unknown, url: string) => {
  const fault = databaseFault(error, url);
  return fault instanceof Error ? fault.message : '';
};

describe('what is said of a database that does not answer', () => {
  it.each([
    ['postgres://sluis:hunter2@db.example:6432/sluis', 'db.example:6432'],
    ['postgres://sluis:hunter2@db.example/sluis?sslmode=verify-full', 'db.example:5432'],
    ['postgres://sluis:hunter2@[2001:db8::1]/sluis', '[2001:db8::1]:5432'],
    ['postgresql:///sluis?host=/run/postgresql&password=hunter2', '/run/postgresql:5432'],
    ['postgres://sluis:hunter2@db.example:port/sluis', 'an address that cannot be read'],
  ])('is where it is looked for, and no secret: %s', (url, place) => {
    const text = said(away(), url);
    expect(text).toBe(`database at ${place}: no answer from PostgreSQL`);
  });

  it('is why, where that is known', () => {
    const url = 'postgres://sluis:hunter2@db.example/sluis';
    expect(said(away('ECONNREFUSED'), url)).toMatch(/: nothing listens there$/);
    expect(said(away('28P01'), url)).toMatch(/: user or password are not accepted$/);
    const several = new SluisError('storage.unavailable', 'no answer from PostgreSQL', {
      cause: new AggregateError([away('ECONNREFUSED').cause]),
    });
    expect(said(several, url)).toMatch(/: nothing listens there$/);
    expect(said(away('anything else'), url)).not.toContain('anything else');
  });

  it('leaves what is no fault of ours alone', () => {
    const error = new TypeError('x');
    expect(databaseFault(error, 'postgres://db.example/sluis')).toBe(error);
  });
});
