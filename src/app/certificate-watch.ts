import { setImmediate as breathe } from 'node:timers/promises';
import { dayMillis, type Clock } from '../domain/clock.ts';
import type { IdpId } from '../domain/ids.ts';
import type { Logger } from '../domain/logger.ts';
import { readSigningCertificates, type SigningCertificate } from '../domain/signing-certificate.ts';
import { certificatesEnd, noticeDays } from '../register/model/certificate-end.ts';
import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import { timeOfUse } from '../register/model/time-of-use.ts';
import type { RegisterView } from '../register/replica/register.ts';

/** An IdP by which nobody can sign in from `end` on, in milliseconds since the epoch; where it is past, already. */
export interface CertificateEnd {
  readonly idp: IdpId;
  readonly end: number;
}

/** Which IdPs need another certificate within 60 days, so that a school hears of it before its pupils do. */
export interface CertificateWatch {
  /** Looks at all IdPs of the register; says which of them newly need a certificate, and which got one. */
  look(): Promise<void>;
  /** As of the last look; the most urgent first. */
  ends(): readonly CertificateEnd[];
}

interface Seen extends CertificateEnd {
  readonly event: 'certificate.ending' | 'certificate.ended';
}

/** So many are read before others get their turn: a country has thousands. */
const batchSize = 100;

export function createCertificateWatch({
  register,
  clock,
  logger,
}: {
  readonly register: Pick<RegisterView, 'current'>;
  readonly clock: Clock;
  readonly logger: Logger;
}): CertificateWatch {
  const certificatesOf = rememberedCertificates();
  let known: ReadonlyMap<IdpId, Seen> = new Map();
  return {
    ends: () => [...known.values()],
    async look() {
      const now = clock.now();
      const found = await endsIn(register.current().idps(), certificatesOf, now);
      for (const [idp, { event }] of found) {
        if (known.get(idp)?.event !== event) logger.warn(event, { component: 'federation', idp });
      }
      for (const idp of known.keys()) {
        if (!found.has(idp)) logger.info('certificate.renewed', { component: 'federation', idp });
      }
      known = found;
    },
  };
}

async function endsIn(
  idps: readonly { readonly record: IdentityProvider }[],
  certificatesOf: (idp: IdentityProvider) => readonly SigningCertificate[],
  now: number,
): Promise<ReadonlyMap<IdpId, Seen>> {
  const horizon = now + noticeDays * dayMillis;
  const found: Seen[] = [];
  for (const [position, { record }] of idps.entries()) {
    if (position % batchSize === batchSize - 1) await breathe();
    const use = record.protocol.kind === 'saml' ? timeOfUse(record, now) : undefined;
    if (use === undefined) continue;
    const until = Math.min(use.until, horizon);
    const end = certificatesEnd(certificatesOf(record), { from: use.from, until });
    if (end === undefined) continue;
    found.push({ idp: record.id, end, event: end <= now ? 'certificate.ended' : 'certificate.ending' });
  }
  return new Map(found.sort((left, right) => left.end - right.end).map((one) => [one.idp, one]));
}

/** Reading them takes time, and a record of the register never changes. */
function rememberedCertificates(): (idp: IdentityProvider) => readonly SigningCertificate[] {
  const remembered = new WeakMap<IdentityProvider, readonly SigningCertificate[]>();
  return (idp) => {
    if (idp.protocol.kind !== 'saml') return [];
    const certificates =
      remembered.get(idp) ??
      idp.protocol.certificates.flatMap(readSigningCertificates).filter((one) => one !== undefined);
    remembered.set(idp, certificates);
    return certificates;
  };
}
