import type { SchoolId } from '../domain/ids.ts';
import type { SchoolHelp, SignInsAt } from '../http/school-help.ts';
import type { Register } from '../register/replica/register.ts';

/**
 * Whom people of this school can ask. The page may show it only to who chose the school or came from it. `signInsAt`: where
 * somebody signs in there, or did.
 */
export function schoolHelp(register: Register, id: SchoolId, signInsAt?: SignInsAt): SchoolHelp | undefined {
  const school = register.school(id);
  if (school === undefined) return undefined;
  return {
    school: school.name,
    board: register.board(school.board)?.name,
    signIns: signInsAt?.(id),
    ...school.help,
  };
}
