import { type Agreement, agreementRecord } from '../../model/kinds/agreement.ts';
import type { Versioned } from '../../model/versioned.ts';
import type { StoredRecord } from '../../../storage/stores/records.ts';
import { readBySchema, readRecord } from '../../stored/read-record.ts';
import { membersOf } from './members.ts';

/** All of an agreement but its long lists. */
const agreementHead = agreementRecord.omit({ services: true, annex: true });

/**
 * A supplier offers the same services with the same annex to all boards: each such list is parsed and kept once, by
 * its text. Throws `register.invalid`.
 */
export function createAgreementReader(): (stored: StoredRecord) => Versioned<Agreement> {
  const servicesByText = new Map<string, Agreement['services']>();
  const annexByText = new Map<string, Agreement['annex']>();
  return (stored) => {
    const { services: listedServices, annex: listedAnnex, ...head } = membersOf(stored);
    const texts = { services: JSON.stringify(listedServices), annex: JSON.stringify(listedAnnex) };
    const services = servicesByText.get(texts.services);
    const annex = annexByText.get(texts.annex);
    if (services !== undefined && annex !== undefined) {
      const { record, version } = readBySchema(agreementHead, { ...stored, body: head });
      return { record: { ...record, services, annex }, version };
    }
    const { record, version } = readRecord('agreement', stored);
    const lists = { services: services ?? record.services, annex: annex ?? record.annex };
    servicesByText.set(texts.services, lists.services);
    annexByText.set(texts.annex, lists.annex);
    return { record: { ...record, ...lists }, version };
  };
}
