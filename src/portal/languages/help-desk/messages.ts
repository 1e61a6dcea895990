import type { WhoseTurn } from '../../../domain/release.ts';
import type { ErrorCause, ErrorStep } from '../../help-desk/error-cause.ts';

/** Of one cause: what happened, what whoever helps does next, and what to say to the child or the parent. */
interface CauseText {
  readonly what: string;
  readonly next: string;
  readonly say: string;
}

/** What the pages say where somebody helps a child that cannot sign in. */
export interface HelpDeskMessages {
  readonly title: string;
  readonly lead: (school: string) => string;
  readonly chooseSchool: string;
  readonly otherSchool: string;
  readonly noSchools: string;
  readonly code: string;
  readonly codeHint: string;
  readonly lookUp: string;
  readonly wrong: Readonly<Record<'empty' | 'tooMany', string>>;
  readonly notFound: string;
  readonly notFoundHint: string;
  readonly facts: Readonly<Record<'when' | 'school' | 'service' | 'step' | 'whoseTurn' | 'code', string>>;
  readonly steps: Readonly<Record<ErrorStep, string>>;
  readonly whoseTurn: Readonly<Record<WhoseTurn, string>>;
  readonly nextTitle: string;
  readonly sayTitle: string;
  readonly causes: Readonly<Record<ErrorCause, CauseText>>;
  readonly stateTitle: string;
  readonly signIns: {
    readonly work: string;
    readonly fail: (since: string) => string;
    readonly unknown: string;
  };
  readonly oftenTitle: string;
  readonly oftenLead: string;
  readonly notOften: string;
  readonly inDay: string;
  readonly inWeek: string;
  readonly often: (cause: string, atLeast: number) => string;
}
