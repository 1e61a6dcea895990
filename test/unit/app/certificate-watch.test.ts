import { beforeEach, describe, expect, it } from 'vitest';
import { createCertificateWatch, type CertificateWatch } from '../../../src/app/certificate-watch.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { stored, wantedRecords } from '../../../testkit/federation/example-federation.ts';
import { regenboogSaml } from '../../../testkit/federation/parties.ts';
import { createManualClock, type ManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { bareCertificate, makeCertifiedKey } from '../../../testkit/values/saml-certificate.ts';

const day = 86_400_000;
const start = Date.UTC(2027, 2, 1, 12);
const madeUntil = async (days: number) => {
  const dates = { notBefore: new Date(start - 9 * day), notAfter: new Date(start + days * day) };
  return bareCertificate(await makeCertifiedKey({ curve: 'P-256', ...dates }));
};
const [ten, sixtyOne, long, ended] = await Promise.all([
  madeUntil(10),
  madeUntil(61),
  madeUntil(900),
  madeUntil(-1),
]);

let clock: ManualClock;
let logger: ReturnType<typeof createRecordingLogger>;
let register: ReturnType<typeof buildRegister>;
let watch: CertificateWatch;
beforeEach(() => {
  clock = createManualClock(start);
  logger = createRecordingLogger();
  watch = createCertificateWatch({ register: { current: () => register }, clock, logger });
});

interface Wishes {
  readonly certificates: readonly string[];
  readonly disabled?: boolean;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

/** A register in which these SAML IdPs have these certificates, beside those of the example. */
function withIdps(idps: Readonly<Record<string, Wishes>>) {
  const bodies = Object.entries(idps).map(([id, { certificates, ...members }]) => ({
    ...regenboogSaml,
    id,
    identifier: { namespace: id, attributes: ['nameid'] },
    protocol: { ...regenboogSaml.protocol, certificates },
    ...members,
  }));
  const records = bodies.map((body) => ({ kind: 'idp', id: body.id, body }) as const);
  register = buildRegister(1, stored([...wantedRecords(), ...records]));
}
const said = () =>
  logger.events.splice(0).map(({ level, event, fields }) => `${level} ${event} ${fields?.idp ?? ''}`);
const looked = async () => {
  await watch.look();
  return watch.ends().map(({ idp, end }) => `${idp} ${String((end - start) / day)}`);
};

describe('the list of logins whose certificates end', () => {
  it('has those that end within 60 days, the most urgent first, and none that has a next one', async () => {
    withIdps({
      'in-ten': { certificates: [ten] },
      'has-next': { certificates: [ten, long] },
      'in-sixty-one': { certificates: [sixtyOne] },
      over: { certificates: [ended] },
      unreadable: { certificates: ['MIIC'] },
    });
    expect(await looked()).toEqual(['over 0', 'unreadable 0', 'in-ten 10']);
    expect(said()).toEqual([
      'warn certificate.ended over',
      'warn certificate.ended unreadable',
      'warn certificate.ending in-ten',
    ]);
  });

  it('has none by which nobody signs in by then', async () => {
    withIdps({
      off: { certificates: [ten], disabled: true },
      leaves: { certificates: [ten], validUntil: '2027-03-10' },
      'begins-late': { certificates: [sixtyOne], validFrom: '2027-04-30' },
      'begins-soon': { certificates: [ten], validFrom: '2027-03-20' },
    });
    expect(await looked()).toEqual(['begins-soon 18.5']);
  });

  it('says once that one ends, once that it has ended, and that it got another', async () => {
    withIdps({ 'in-ten': { certificates: [ten] }, 'in-sixty-one': { certificates: [sixtyOne] } });
    await watch.look();
    await watch.look();
    expect(said()).toEqual(['warn certificate.ending in-ten']);
    clock.advance(10 * day);
    await watch.look();
    await watch.look();
    expect(said()).toEqual(['warn certificate.ended in-ten', 'warn certificate.ending in-sixty-one']);
    withIdps({ 'in-ten': { certificates: [ten, long] }, 'in-sixty-one': { certificates: [sixtyOne] } });
    expect(await looked()).toEqual(['in-sixty-one 61']);
    expect(said()).toEqual(['info certificate.renewed in-ten']);
  });

  it('is looked at between other work, however many logins there are', async () => {
    const idps = Object.fromEntries(
      Array.from({ length: 250 }, (_, index) => [`idp-${String(index)}`, { certificates: [ten] }]),
    );
    withIdps(idps);
    let isOtherDone = false;
    setImmediate(() => {
      isOtherDone = true;
    });
    await watch.look();
    expect(watch.ends()).toHaveLength(250);
    expect(isOtherDone).toBe(true);
  });
});
