import { describe } from 'vitest';
import type { PortalAccountId } from '../../../../src/domain/ids.ts';
import { createPostgresAccountStore } from '../../../../src/storage/postgres/account-store.ts';
import { createPostgresAnnouncementStore } from '../../../../src/storage/postgres/announcement-store.ts';
import { createPostgresDocumentStore } from '../../../../src/storage/postgres/document-store.ts';
import { createPostgresDraftStore } from '../../../../src/storage/postgres/draft-store.ts';
import { createPostgresFactorStore } from '../../../../src/storage/postgres/factor-store.ts';
import { createPostgresKeyFingerprintStore } from '../../../../src/storage/postgres/key-fingerprint-store.ts';
import { createPostgresLedgerStore } from '../../../../src/storage/postgres/ledger-store.ts';
import { createPostgresOutboxStore } from '../../../../src/storage/postgres/outbox-store.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRelyingPartyStore } from '../../../../src/storage/postgres/relying-party-store.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { describeAccountStore } from '../../../contracts/account-conformance.ts';
import { describeAnnouncementStore } from '../../../contracts/announcement-conformance.ts';
import { describeDocumentStore } from '../../../contracts/document-conformance.ts';
import { describeDraftStore } from '../../../contracts/draft-conformance.ts';
import { describeFactorStore } from '../../../contracts/factor-conformance.ts';
import { describeFactorResets } from '../../../contracts/factor-resets-conformance.ts';
import { describeRelyingPartyStore } from '../../../contracts/relying-party-conformance.ts';
import { describeKeyFingerprintStore } from '../../../contracts/key-fingerprint-conformance.ts';
import { describeLedgerStore } from '../../../contracts/ledger-conformance.ts';
import { describeObjections } from '../../../contracts/objection-conformance.ts';
import { describeOutboxStore } from '../../../contracts/outbox-conformance.ts';
import { describeOutboxKeeping } from '../../../contracts/outbox-keeping-conformance.ts';
import { describeToldChanges } from '../../../contracts/told-changes-conformance.ts';
import { describePersonStore } from '../../../contracts/person-conformance.ts';
import { describeOnEveryPostgres, openDatabase } from '../../../../testkit/services/postgres-servers.ts';
import { describeRegisterStore, mostChanges } from '../../../contracts/register-conformance.ts';

describeOnEveryPostgres('register store', (serverUrl) => {
  describeRegisterStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const second = openPostgres({
      url,
      timeoutMs: 10_000,
      maxConnections: 2,
      logger: createRecordingLogger(),
    });
    return {
      store: createPostgresRegisterStore(postgres, { mostChanges }),
      another: createPostgresRegisterStore(second),
    };
  });
});

describeOnEveryPostgres('person store', (serverUrl) => {
  describePersonStore(async () => createPostgresPersonStore((await openDatabase(serverUrl())).postgres));
});

describeOnEveryPostgres('objections in the stores', (serverUrl) => {
  describeObjections(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    return {
      people: createPostgresPersonStore(postgres),
      register: createPostgresRegisterStore(postgres),
      count: async () => {
        const [row] = await queryDatabase(
          url,
          'select count(*)::int as rows from sluis.objection_identifier',
        );
        return Number(row?.['rows']);
      },
      close: () => postgres.close(),
    };
  });
});

describeOnEveryPostgres('ledger store', (serverUrl) => {
  describeLedgerStore(async () => {
    const { postgres } = await openDatabase(serverUrl());
    return { store: createPostgresLedgerStore(postgres), people: createPostgresPersonStore(postgres) };
  });
});

describeOnEveryPostgres('announcement store', (serverUrl) => {
  describeAnnouncementStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
    return {
      store: createPostgresAnnouncementStore(postgres),
      another: createPostgresAnnouncementStore(second),
      ledger: createPostgresLedgerStore(postgres),
    };
  });
});

describeOnEveryPostgres('draft store', (serverUrl) => {
  describeDraftStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
    return {
      store: createPostgresDraftStore(postgres),
      another: createPostgresDraftStore(second),
      ledger: createPostgresLedgerStore(postgres),
    };
  });
});

describeOnEveryPostgres('key fingerprint store', (serverUrl) => {
  describeKeyFingerprintStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
    return {
      store: createPostgresKeyFingerprintStore(postgres),
      another: createPostgresKeyFingerprintStore(second),
      people: createPostgresPersonStore(postgres),
      ledger: createPostgresLedgerStore(postgres),
      register: createPostgresRegisterStore(postgres),
    };
  });
});

describeOnEveryPostgres('document store', (serverUrl) => {
  describeDocumentStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
    return {
      store: createPostgresDocumentStore(postgres),
      another: createPostgresDocumentStore(second),
      ledger: createPostgresLedgerStore(postgres),
    };
  });
});

describeOnEveryPostgres('outbox store', (serverUrl) => {
  const open = async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 4, logger });
    return {
      store: createPostgresOutboxStore(postgres),
      another: createPostgresOutboxStore(second),
      ledger: createPostgresLedgerStore(postgres),
      empty: () => queryDatabase(url, 'delete from sluis.outbox_message'),
    };
  };
  describe('sending', () => describeOutboxStore(open));
  describe('keeping', () => describeOutboxKeeping(open));
});

const factorTables = [
  'portal_factor',
  'portal_recovery_pass',
  'portal_factor_reset',
  'portal_factor_account',
];

describeOnEveryPostgres('what is told by mail', (serverUrl) => {
  describeToldChanges(async () => {
    const { postgres } = await openDatabase(serverUrl());
    return {
      accounts: createPostgresAccountStore(postgres),
      factors: createPostgresFactorStore(postgres),
      outbox: createPostgresOutboxStore(postgres),
      close: () => postgres.close(),
    };
  });
});

describeOnEveryPostgres('factor store', (serverUrl) => {
  const open = async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 4, logger });
    return {
      store: createPostgresFactorStore(postgres),
      another: createPostgresFactorStore(second),
      ledger: createPostgresLedgerStore(postgres),
      async rowsOf(account: PortalAccountId) {
        const counts = factorTables.map(
          (table) => `select count(*) from sluis.${table} where account = '${account}'`,
        );
        const codes = `select count(*) from sluis.portal_recovery_code join sluis.portal_factor on factor = id
          where account = '${account}'`;
        const sum = [...counts, codes].map((count) => `(${count})`).join(' + ');
        const [row] = await queryDatabase(url, `select (${sum})::int as rows`);
        return Number(row?.['rows']);
      },
    };
  };
  describe('factors', () => {
    describeFactorStore(open);
  });
  describe('resets', () => {
    describeFactorResets(open);
  });
});

describeOnEveryPostgres('relying party store', (serverUrl) => {
  describeRelyingPartyStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
    return {
      store: createPostgresRelyingPartyStore(postgres),
      another: createPostgresRelyingPartyStore(second),
      ledger: createPostgresLedgerStore(postgres),
    };
  });
});

describeOnEveryPostgres('account store', (serverUrl) => {
  describeAccountStore(async () => {
    const { url, postgres } = await openDatabase(serverUrl());
    const logger = createRecordingLogger();
    const second = openPostgres({ url, timeoutMs: 10_000, maxConnections: 2, logger });
    return {
      store: createPostgresAccountStore(postgres),
      another: createPostgresAccountStore(second),
      ledger: createPostgresLedgerStore(postgres),
    };
  });
});
