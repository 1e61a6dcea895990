import type { Affiliation } from '../../domain/person.ts';
import type { WhoseTurn } from '../../domain/release.ts';
import type { ShownAnnouncement } from '../../http/announcements.ts';
import { linkTarget } from '../../http/markup.ts';
import { renderNotice, type WayOut } from '../../http/notice.ts';
import { renderPage, type PageFrame } from '../../http/page.ts';
import type { PrintedErrorId } from '../../http/printed-error-id.ts';
import type { SchoolHelp } from '../../http/school-help.ts';
import type { ShownReason } from './languages/messages.ts';
import { loginMessagesIn } from './languages/messages-in.ts';

export interface RefusalPage extends PageFrame, PrintedErrorId {
  readonly reason: ShownReason;
  readonly whoseTurn: WhoseTurn;
  readonly serviceName: string;
  readonly supplierName: string;
  readonly schoolName: string;
  readonly affiliation: Affiliation;
  /** Where the supplier gets `access_denied`, or its front page. */
  readonly backToSupplierUrl?: string | undefined;
  /** Where somebody else can sign in: out of a running session, which may be of whoever held the device before. */
  readonly someoneElseUrl?: string | undefined;
  /** Another school, another account, or the same one anew could help. */
  readonly helpedBySigningIn?: boolean | undefined;
  /** The login of the running session does not ask anew. */
  readonly closeBrowserFirst?: boolean | undefined;
  readonly otherSchoolUrl?: string | undefined;
  readonly announcements?: readonly ShownAnnouncement[] | undefined;
  /** Of the school that the person chose or came from, where it is known. */
  readonly help?: SchoolHelp | undefined;
}

/** The gate stays closed: why, whose turn it is, and what to do. */
export function renderRefusal(page: RefusalPage): string {
  const messages = loginMessagesIn(page.language).refusal;
  const parties = {
    service: page.serviceName,
    supplier: page.supplierName,
    school: page.schoolName,
    isPupil: page.affiliation === 'pupil',
  };
  const text = messages.reasons[page.reason](parties);
  return renderPage({
    ...page,
    title: text.title,
    body: renderNotice({
      language: page.language,
      pictogram: page.reason === 'register_unconfirmed' ? 'clock' : 'gate',
      ...text,
      announcements: page.announcements,
      whoseTurn: page.whoseTurn,
      whoseName: nameOf(page),
      links: linksOf(page),
      hint: page.closeBrowserFirst ? messages.closeBrowserFirst : undefined,
      help: page.help,
      printed: { ...page, isOfStaff: page.affiliation !== 'pupil' },
    }),
  });
}

function linksOf(page: RefusalPage): readonly WayOut[] {
  const { refusal, cancelled } = loginMessagesIn(page.language);
  const all = [
    { label: refusal.signInAgain, target: page.helpedBySigningIn ? page.someoneElseUrl : undefined },
    { label: cancelled.otherSchool, target: page.otherSchoolUrl },
    { label: refusal.back(page.serviceName), target: page.backToSupplierUrl },
    { label: refusal.someoneElse, target: page.someoneElseUrl, pictogram: 'person' as const },
  ];
  return all.flatMap(({ target, ...way }) => {
    const url = target === undefined ? undefined : linkTarget(target);
    return url === undefined ? [] : [{ ...way, url }];
  });
}

function nameOf(page: RefusalPage): string | undefined {
  switch (page.whoseTurn) {
    case 'school':
      // a login of several schools goes by a name of its own, which is no school's
      return page.reason === 'idp_not_in_force' ? undefined : page.schoolName;
    case 'supplier':
      return page.supplierName;
    case 'board':
      return page.help?.board;
    case 'operator':
    case 'person':
      return undefined;
  }
}
