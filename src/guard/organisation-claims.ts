import type { School } from '../register/model/kinds/school.ts';

/** What the register says of a school under each claim about organisations, written down a second time on purpose. */
const ofSchool: Readonly<Record<string, (school: School) => string>> = {
  school_name: (school) => school.name,
  school_brin: (school) => school.brin.replace(/^(\d{2}[A-Z]{2})\d{2}$/, '$1'),
  school_branch: (school) => (/^\d{2}[A-Z]{2}\d{2}$/.test(school.brin) ? school.brin : ''),
};

/** True for a claim about an organisation that is not what the register says of this school. */
export function contradictsRegister(claim: string, value: unknown, school: School | undefined): boolean {
  if (!Object.hasOwn(ofSchool, claim)) return false;
  const registered = school && ofSchool[claim]?.(school);
  return registered === undefined || registered === '' || value !== registered;
}
