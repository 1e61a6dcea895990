import type { MessageFacts } from '../domain/outbox.ts';

/** What is told of a message: never what is in it, and of a mailbox its domain alone. */
export function messageFields(
  { madeAt, notBefore, deadline, endedAt, ...facts }: MessageFacts,
  momentText: (at: number) => string,
) {
  return {
    ...facts,
    madeAt: momentText(madeAt),
    notBefore: momentText(notBefore),
    deadline: momentText(deadline),
    ...(endedAt === undefined ? {} : { endedAt: momentText(endedAt) }),
  };
}

/** One line about a message. */
export function messageText(message: MessageFacts, momentText: (at: number) => string): string {
  const { id, kind, receiver, state, attempts, outcome = 'not tried yet' } = message;
  const tried = `${String(attempts)} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  return [id, kind, receiver, state, tried, outcome, momentText(message.madeAt)].join(' · ');
}
