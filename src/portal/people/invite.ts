import type { NewInvitation } from '../../accounts/invitations.ts';
import { calendarDay } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import { portalAccountId, schoolId } from '../../domain/ids.ts';
import { boardRoles, type PortalRole } from '../../domain/portal-roles.ts';
import { mailAddress } from '../../domain/mail-address.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { sendPage } from '../../http/send-page.ts';
import type { AskedRole } from '../../rights/fit-role.ts';
import { grantedBy, newRole, refusedGrant } from '../../rights/granting.ts';
import { whereMay } from '../../rights/role-tasks.ts';
import { invitationLinkAt, portalAddresses } from '../addresses.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import type { WrongField } from '../languages/messages.ts';
import { askedNow } from '../person-now.ts';
import { schoolsOf } from '../schools/schools-of.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { fieldsOf, textIn } from '../form-fields.ts';
import { wrongFieldOf } from './change-role.ts';
import { nothingFilled, renderInvite, renderInvited, type Filled } from './invite-page.ts';

export async function showInvite(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const kept = await formKeptFor(portal, visitor, [portalAddresses.invite]);
  const filled = kept === undefined ? nothingFilled : filledIn(kept.fields);
  sendInvite(portal, exchange, visitor, { filled, hasKeptForm: kept !== undefined });
}

/** What was filled in stays filled in until it is right. */
export async function invite(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const filled = filledIn(fieldsOf(exchange));
  const asked = askedRole(filled);
  const wrong = asked === undefined ? 'role' : wrongIn(portal, visitor, filled, asked);
  if (asked === undefined || wrong !== undefined) {
    exchange.response.status(400);
    return void sendInvite(portal, exchange, visitor, { filled, wrong });
  }
  const { party } = visitor.person;
  const invited: NewInvitation = {
    party,
    name: filled.name.trim(),
    email: filled.email.trim(),
    roles: [newRole(asked, granterOf(visitor), portal.clock.now())],
    signIn: filled.signIn === 'passkey' || party.kind !== 'board' ? 'passkey' : 'school',
    language: languageOf(exchange.request),
  };
  const outcome = await invitedBy(portal, visitor, invited);
  if (outcome === 'tooMany') {
    exchange.response.status(429);
    return void sendInvite(portal, exchange, visitor, { filled, wrong: outcome });
  }
  return void sendPage(
    exchange.response,
    renderInvited({ ...frameOf(exchange, visitor), name: invited.name, email: invited.email, ...outcome }),
  );
}

/** With the link, for whoever invites to hand on, or without: then it is in a mail, and nobody else sees it. */
async function invitedBy(
  { accounts, issuer }: Portal,
  visitor: Visitor,
  invited: NewInvitation,
): Promise<{ readonly link?: string } | 'tooMany'> {
  const by = granterOf(visitor);
  if (!accounts.mailIsSetUp) {
    return { link: invitationLinkAt(issuer)((await accounts.invite(invited, by)).secret) };
  }
  try {
    await accounts.inviteByMail(invited, by);
    return {};
  } catch (error) {
    if (error instanceof SluisError && error.code === 'outbox.too_many') return 'tooMany';
    throw error;
  }
}

function sendInvite(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  shown: {
    readonly filled: Filled;
    readonly wrong?: WrongField | undefined;
    readonly hasKeptForm?: boolean;
  },
): void {
  const { person } = visitor;
  const where = whereMay(person, 'people.invite');
  const schools = schoolsOf(person.party, portal.register.current()).filter(({ id }) => isWithin(id, where));
  sendPage(
    exchange.response,
    renderInvite({ ...frameOf(exchange, visitor), roles: rolesToGrant(visitor), schools, ...shown }),
  );
}

function isWithin(id: string, where: ReturnType<typeof whereMay>): boolean {
  return where === 'everywhere' || where.some((school) => school === id);
}

function rolesToGrant({ person }: Visitor): readonly PortalRole[] {
  const granted = new Set(person.roles.flatMap(({ role }) => grantedBy[role]));
  const { kind } = person.party;
  return [...boardRoles, 'operator' as const, 'supplier' as const].filter(
    (role) =>
      granted.has(role) && (role === 'operator' || role === 'supplier' ? role === kind : kind === 'board'),
  );
}

function filledIn(fields: Readonly<Record<string, unknown>>): Filled {
  const text = (name: string): string => textIn(fields, name);
  const schools = fields['schools'];
  return {
    name: text('name'),
    email: text('email'),
    role: text('role'),
    until: text('until'),
    ground: text('ground'),
    schools: (Array.isArray(schools) ? schools : [schools]).filter((each) => typeof each === 'string'),
    signIn: text('signIn'),
  };
}

/** `undefined`: no role was chosen. */
function askedRole({ role, until, ground, schools }: Filled): AskedRole | undefined {
  const chosen = [...boardRoles, 'operator' as const, 'supplier' as const].find((each) => each === role);
  if (chosen === undefined) return undefined;
  const day = calendarDay(until);
  const named = schools.flatMap((id) => schoolId(id) ?? []);
  return {
    role: chosen,
    ...(named.length === 0 ? {} : { schools: named }),
    ...(day === undefined ? {} : { until: day }),
    ...(ground.trim() === '' ? {} : { ground: ground.trim() }),
  };
}

function wrongIn(
  portal: Portal,
  { person }: Visitor,
  filled: Filled,
  asked: AskedRole,
): WrongField | undefined {
  if (filled.name.trim() === '') return 'name';
  if (mailAddress(filled.email.trim()) === undefined) return 'email';
  if (filled.until !== '' && asked.until === undefined) return 'until';
  const nobody = portalAccountId(portal.randomness.uuid());
  if (nobody === undefined) throw new SluisError('internal', 'a UUID has an unexpected shape');
  const to = { account: nobody, party: person.party, roles: [] };
  const refusal = refusedGrant(person, asked, to, askedNow(portal));
  return refusal && wrongFieldOf(refusal);
}
