import { SluisError } from '../domain/errors.ts';
import type { SectorId } from '../domain/ids.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import type { PersonStore } from '../storage/stores/person-store.ts';
import type { KeyCheck } from './key-check.ts';

/**
 * The key of a pseudonym sector: of the version to which it is pinned, and pinned to the current one when it is asked for
 * the first time. Rejects with `keyring.invalid` rather than use another version.
 */
export type SectorKeys = (sector: SectorId) => Promise<Buffer>;

export function createSectorKeys({
  keys,
  keyCheck,
  store,
}: {
  readonly keys: PseudonymKeys;
  readonly keyCheck: KeyCheck;
  readonly store: Pick<PersonStore, 'pinSector'>;
}): SectorKeys {
  const pinnedVersions = new Map<SectorId, number>();

  const versionOf = async (sector: SectorId): Promise<number> => {
    const known = pinnedVersions.get(sector);
    if (known !== undefined) return known;
    const version = await store.pinSector(sector, keys.currentSectorVersion);
    if (keys.sector(version) !== undefined) await keyCheck.pinned(version);
    pinnedVersions.set(sector, version);
    return version;
  };

  return async (sector) => {
    const version = await versionOf(sector);
    const key = keys.sector(version);
    if (key !== undefined) return key;
    throw new SluisError(
      'keyring.invalid',
      `pseudonym.json lacks version ${version}, to which a sector is pinned`,
    );
  };
}
