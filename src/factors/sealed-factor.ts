import { z } from 'zod';
import { SluisError } from '../domain/errors.ts';
import type { FactorId, PortalAccountId } from '../domain/ids.ts';
import type { LastingSealer, SealedRow } from '../domain/sealer.ts';
import type { FactorStore, KeptFactor } from '../storage/stores/factor-store.ts';

const bytes = z.base64url().transform((text) => new Uint8Array(Buffer.from(text, 'base64url')));

/** What a row of this kind has sealed. */
interface ContentShape<Content> {
  readonly kind: KeptFactor['kind'];
  readonly schema: z.ZodType<Content>;
}

export interface PasskeyContent {
  /** As whoever added it calls it. */
  readonly name: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly transports: readonly string[];
}
export const passkeyContent: ContentShape<PasskeyContent> = {
  kind: 'passkey',
  schema: z.object({
    name: z.string(),
    credentialId: z.string(),
    publicKey: bytes,
    transports: z.array(z.string()),
  }),
};

interface TotpContent {
  readonly name: string;
  readonly secret: Uint8Array;
}
export const totpContent: ContentShape<TotpContent> = {
  kind: 'totp',
  schema: z.object({ name: z.string(), secret: bytes }),
};

interface RecoveryCodesContent {
  /** Of the hashes of the codes. */
  readonly hashKey: Uint8Array;
}
export const recoveryCodesContent: ContentShape<RecoveryCodesContent> = {
  kind: 'recovery_codes',
  schema: z.object({ hashKey: bytes }),
};

export interface FactorSealing {
  /** Tied to the account and the factor: in another row it does not open. */
  seal(
    content: PasskeyContent | TotpContent | RecoveryCodesContent,
    row: { readonly account: PortalAccountId; readonly id: FactorId },
  ): { readonly sealed: Uint8Array; readonly keyVersion: number };
  /** Throws `factor.unreadable`. */
  open<Content>(shape: ContentShape<Content>, row: KeptFactor): Content;
}

export function createFactorSealing(
  { table }: Pick<FactorStore, 'table'>,
  sealer: LastingSealer,
): FactorSealing {
  const rowOf = ({ account, id }: Pick<KeptFactor, 'account' | 'id'>): SealedRow => ({
    table,
    id: `${account}/${id}`,
  });
  return {
    seal: (content, row) => ({
      sealed: sealer.seal(Buffer.from(JSON.stringify(asTexts(content))), rowOf(row)),
      keyVersion: sealer.currentVersion,
    }),
    open({ kind, schema }, row) {
      const opened = row.kind === kind ? sealer.open(row.sealed, rowOf(row)) : undefined;
      if (opened === undefined) {
        throw new SluisError('factor.unreadable', `factor ${row.id} of account ${row.account} does not open`);
      }
      return schema.parse(JSON.parse(Buffer.from(opened).toString()));
    },
  };
}

/** Bytes as base64url. Not in a replacer of JSON: a `Buffer` has turned itself into something else before it gets there. */
function asTexts(content: object): object {
  return Object.fromEntries(
    Object.entries(content).map(([name, value]: readonly [string, unknown]) => [
      name,
      value instanceof Uint8Array ? Buffer.from(value).toString('base64url') : value,
    ]),
  );
}
