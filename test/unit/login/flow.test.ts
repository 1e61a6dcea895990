import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idpId, schoolId, transactionId } from '../../../src/domain/ids.ts';
import { loginAddresses } from '../../../src/login/addresses.ts';
import { loginFlow } from '../../../src/login/flow.ts';
import { callbackOf } from '../../../src/upstream/oidc/oidc-idp.ts';
import { ourAddresses } from '../../../src/upstream/saml/addresses.ts';
import { filesBelow, read } from '../../../testkit/machine/project-files.ts';
import { required } from '../../../testkit/values/ids.ts';

const transaction = required(transactionId('t'.repeat(43)));
const school = required(schoolId('de-regenboog'));
const idp = required(idpId('regenboog-saml'));

const addresses: Readonly<Record<keyof typeof loginAddresses, string>> = {
  start: loginAddresses.start(transaction),
  schools: loginAddresses.schools(transaction),
  school: loginAddresses.school(transaction, school),
  idp: loginAddresses.idp(transaction, school, idp),
  withoutAsking: loginAddresses.withoutAsking(transaction, school, idp),
  forget: loginAddresses.forget(transaction),
  arrived: loginAddresses.arrived(transaction, 'ticket'),
  wentOn: loginAddresses.wentOn(transaction),
  cancelled: loginAddresses.cancelled(transaction, school),
  someoneElse: loginAddresses.someoneElse(transaction),
  unproven: loginAddresses.unproven(transaction),
  picker: loginAddresses.picker(transaction),
  pick: loginAddresses.pick(transaction, school),
  schoolClosed: loginAddresses.schoolClosed(transaction, school),
  notTakingPart: loginAddresses.notTakingPart(transaction, school),
  idpClosed: loginAddresses.idpClosed(transaction, idp),
  serviceClosed: loginAddresses.serviceClosed(transaction),
  back: loginAddresses.back(transaction),
  notAvailable: loginAddresses.notAvailable(transaction),
};

const steps = filesBelow('src/login/steps', '.ts');

describe('the flow of a login', () => {
  it('has a step at every address that a login writes or an IdP is told, and no other', () => {
    const told = [ourAddresses('', idp).assertionConsumer, callbackOf('', idp)];
    const written = [...Object.values(addresses), ...told].map((address) =>
      address
        .replace(/\?.*$/, '')
        .replace(transaction, ':transaction')
        .replace(school, ':school')
        .replace(idp, ':idp'),
    );
    const answered = loginFlow.map(([, address]) => address);
    expect(written.toSorted()).toEqual(answered.toSorted());
  });

  it('asks for the cookie at every address that it is sent to, and nowhere else', () => {
    for (const [, address, , brings] of loginFlow) {
      expect(brings.startsWith('cookie'), address).toBe(address.startsWith('/login/:transaction'));
    }
  });

  it('has steps that never call each other', () => {
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.filter((path) => read(path).includes("from './"))).toEqual([]);
  });

  it('has each page of a step under the name of that step', () => {
    const shared = [
      'callback-form',
      'choices',
      'does-not-work',
      'form-out',
      'home',
      'journey',
      'refusal',
      'search-form',
      'signed-out',
      'who-are-you',
    ];
    const pages = filesBelow('src/login/pages', '.ts')
      .filter((path) => !path.includes('/languages/'))
      .map((path) => path.replace(/^.*\/(.+)\.ts$/, '$1'));
    const without = pages.filter((name) => !existsSync(`src/login/steps/${name}.ts`));
    expect(without.toSorted()).toEqual(shared);
  });
});
