import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import type { School } from '../../register/model/kinds/school.ts';
import { frameOf } from '../frame.ts';
import type { Visitor } from '../visitor.ts';
import { partOfSchool, renderSchoolChoice, type PartOfSchool } from './school-choice-page.ts';

/** Which school; whoever has one alone is led on to it. */
export function sendSchoolChoice(
  exchange: HttpExchange,
  visitor: Visitor,
  part: PartOfSchool,
  schools: readonly School[],
): void {
  const [only, ...others] = schools;
  if (only !== undefined && others.length === 0) seeOther(exchange.response, partOfSchool[part](only.id));
  else sendPage(exchange.response, renderSchoolChoice({ ...frameOf(exchange, visitor), part, schools }));
}
