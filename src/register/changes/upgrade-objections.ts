import { objectionRecord } from '../model/kinds/objection.ts';
import { schoolRecord } from '../model/kinds/school.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { Objectors } from './objectors.ts';
import type { RecordUpgrade, Upgraded } from './upgrade-records.ts';

/** Nobody has the handle any more: such an objection stays as it is, and is shown by `sluis objection list`. */
const ofNobody: Upgraded = { left: 'objection_of_nobody' };

/** Objections that name a person by ledger handle, as they all did before, get the hashes of that person. */
export function upgradeOfObjections(store: Pick<RegisterStore, 'find'>, objectors: Objectors): RecordUpgrade {
  return {
    kind: 'objection',
    reason: 'objections hang on keyed hashes',
    async upgrade({ body }) {
      const objection = objectionRecord.safeParse(body).data;
      if (objection?.person === undefined) return undefined;
      const { person, hashes: _hashes, boards: _boards, ...about } = objection;
      const [stored] = await store.find([{ kind: 'school', id: about.school }]);
      const school = schoolRecord.safeParse(stored?.body).data;
      if (school === undefined) return ofNobody;
      const asked = await objectors.hashesOf(person, school);
      if ('problem' in asked) return ofNobody;
      return { body: { ...about, hashes: [...asked.hashes].sort(), boards: [school.board] } };
    },
  };
}
