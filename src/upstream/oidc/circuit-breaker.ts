import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import type { SchoolIdp } from '../school-idp.ts';

/** So many people in a row have waited in vain; the next one is told at once. */
export const timeOutsToOpen = 5;
/** Until somebody tries again. */
export const restMillis = 30_000;

/**
 * A school's IdP that keeps nobody waiting for an answer that five others did not get (M. Nygard, "Release It!": circuit
 * breaker). Only time-outs count: what answers, be it nonsense, costs nobody time, and nothing that strangers send makes
 * an IdP hang. State of this node and this version of the record.
 *
 * Open, everybody is told at once, before the journey to the school. After a rest one start looks the IdP up anew
 * (`lookAnew`), or one answer is read; the others are told at once until that one knows.
 */
export function withCircuitBreaker(
  idp: SchoolIdp,
  { clock, lookAnew }: { readonly clock: Clock; readonly lookAnew: () => void },
): SchoolIdp {
  let timeOuts = 0;
  let openedAt: number | undefined;
  let isTrying = false;

  /** `true`: this one tries for all. Throws for everybody who is told at once. */
  const admit = (): boolean => {
    if (openedAt === undefined) return false;
    const rested = clock.now() - openedAt;
    // a clock that was set back must not keep it open for longer
    if (isTrying || (rested >= 0 && rested < restMillis)) throw told();
    isTrying = true;
    return true;
  };
  const failed = (error: unknown): void => {
    if (!isTimeOut(error)) return;
    timeOuts += 1;
    if (timeOuts >= timeOutsToOpen) openedAt = clock.now();
  };
  const close = (remembered: number): void => {
    timeOuts = remembered;
    openedAt = undefined;
  };

  return {
    id: idp.id,
    handleOf: (answer) => idp.handleOf(answer),
    launch: (answer) => idp.launch(answer),
    digestOf: (answer) => idp.digestOf(answer),
    async startLogin(input) {
      const isTrial = admit();
      if (isTrial) lookAnew();
      try {
        const start = await idp.startLogin(input);
        // it can be looked up again; that it also redeems codes is not known yet, so the next time-out opens anew
        if (isTrial) close(timeOutsToOpen - 1);
        return start;
      } catch (error) {
        if (isTrial && !isTimeOut(error)) close(timeOutsToOpen - 1);
        failed(error);
        throw error;
      } finally {
        if (isTrial) isTrying = false;
      }
    },
    async readAnswer(answer, pending) {
      const isTrial = admit();
      try {
        const assertion = await idp.readAnswer(answer, pending);
        close(0);
        return assertion;
      } catch (error) {
        // any other failure may be a stranger's answer, for which the IdP was not even asked
        failed(error);
        throw error;
      } finally {
        if (isTrial) isTrying = false;
      }
    },
  };
}

function told(): SluisError {
  return new SluisError('login.idp_unreachable', 'the IdP did not answer others in time');
}

const timeOutNames: ReadonlySet<string> = new Set(['AbortError', 'TimeoutError']);
const timeOutCodes: ReadonlySet<unknown> = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** Somebody waited for the whole time limit, as the causes of `login.idp_unreachable` tell. */
function isTimeOut(error: unknown): boolean {
  if (!(error instanceof SluisError) || error.code !== 'login.idp_unreachable') return false;
  for (let at = error.cause, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (timeOutNames.has(at.name) || ('code' in at && timeOutCodes.has(at.code))) return true;
  }
  return false;
}
