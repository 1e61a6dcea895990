import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addressLimits } from '../../src/http/address-limits.ts';
import { largestForm } from '../../src/downstream/form-limit.ts';
import { postedSeconds } from '../../src/downstream/posted-requests.ts';
import { largestParameters, largestRequest } from '../../src/downstream/request-limits.ts';
import { mostKeys } from '../../src/http/rate-limit.ts';
import { mostAlikeWritten, mostKinds, mostWritten } from '../../src/ledger/counted-events.ts';
import {
  errorsKeptMillis,
  mostAlikePerMinute,
  mostShownErrors,
  mostWaiting,
} from '../../src/ledger/shown-errors.ts';
import { signInSeconds } from '../../src/portal/sign-in/school-sign-ins.ts';
import { mostAnswersPerVisit, visitSeconds } from '../../src/session/login-transactions.ts';
import { repeatSeconds } from '../../src/session/used-answers.ts';
import { mostAttributes, mostReasons, mostRoutes } from '../../src/telemetry/metrics.ts';
import { filesBelow } from '../../testkit/machine/project-files.ts';
import { tableRows } from './table-rows.ts';

const page = readFileSync('docs/STORAGE.md', 'utf8');
const rows = tableRows(page, '\n## What grows without an account\n');

const numbersIn = (text = '') => [...text.matchAll(/(?<![\w.])\d+/g)].map(([number]) => Number(number));

/** First two cells of a row → the numbers of its bound and of how long it is kept. */
const bounds: Readonly<Record<string, readonly [readonly number[], number | undefined]>> = {
  'authorization requests, number in `oidc-Interaction:`': [[addressLimits.requests], visitSeconds],
  'authorization requests, bytes in `oidc-Interaction:`': [
    [addressLimits.bytes, largestRequest, largestParameters.state, largestParameters.nonce],
    visitSeconds,
  ],
  'pushed requests of apps without a secret in `oidc-PushedAuthorizationRequest:`': [[], 60],
  'posted requests in `posted:`': [[largestForm], postedSeconds],
  'visits to schools in `visit:`': [[addressLimits.visits], visitSeconds],
  'sign-ins at the portal that are begun in `portal-sign-in:` with `invited-address:`, and challenges of passkeys':
    [[], signInSeconds],
  'answers to one visit in `answers:`': [[mostAnswersPerVisit], visitSeconds],
  'answers that can be read once in `brought:`': [[], repeatSeconds],
  'refusals of a login in `refused:`': [[], visitSeconds],
  'answers that belong to no visit in –': [[addressLimits.unaskedAnswers], undefined],
  'sign-out pages in `oidc-Session:`': [[], visitSeconds],
  'wrong proofs of a client in –': [[addressLimits.wrongProofs], undefined],
  'limits by address in `rate:`': [[], 60],
  'limits by address in memory of a node': [[mostKeys], 60],
  'refusals in `audit_event`': [[mostAlikeWritten, mostWritten, mostKinds], undefined],
  'error ids in `shown_error`': [[mostShownErrors, mostAlikePerMinute], errorsKeptMillis / 1000],
  'error ids that wait for the database in memory of a node': [[mostWaiting], undefined],
  'labels of metrics in memory of a node': [[mostRoutes, mostReasons, mostAttributes], undefined],
};

describe('docs/STORAGE.md', () => {
  it('has every bound on what strangers can make us keep, with the numbers of the code', () => {
    const written = Object.fromEntries(
      rows.map(([what = '', where = '', bound, kept]) => [
        `${what} in ${where}`,
        [numbersIn(bound), numbersIn(kept)[0]],
      ]),
    );
    expect(written).toEqual(bounds);
  });

  it('describes every table that a migration makes', () => {
    const made = filesBelow('src/storage/postgres/migrations', '.sql').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/create table sluis\.(\w+)/g)].map(([, name = '']) => name),
    );
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });
});
