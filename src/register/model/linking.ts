import type { Attribute } from '../../domain/attributes.ts';
import { isMadeHere } from '../../domain/made-claims.ts';
import type { School } from './kinds/school.ts';

/**
 * Whether a claim counts as linking where it is about somebody at this school: by the catalogue it does everywhere, and where
 * being at the school is sensitive so does what names the school. An id of the school is another one for each supplier.
 */
export function linkingFor(
  { name, linking, organisation }: Pick<Attribute, 'name' | 'linking' | 'organisation'>,
  { sensitive }: Pick<School, 'sensitive'>,
): boolean {
  return linking || (sensitive !== undefined && organisation && !isMadeHere(name));
}
