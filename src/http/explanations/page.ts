import { renderNotice } from '../notice.ts';
import { renderPage, type PageFrame } from '../page.ts';
import { explanationTopic, explanationTopics, type ExplainedError } from './explained-errors.ts';
import { explanationMessagesIn } from './languages/messages-in.ts';

export interface Explanation extends PageFrame {
  readonly error: ExplainedError;
}

/** What an error means that a supplier got, and what its makers can do. The same for everybody. */
export function renderExplanation(page: Explanation): string {
  const messages = explanationMessagesIn(page.language);
  const topic = explanationTopic(page.error);
  const text = messages.topics[topic];
  return renderPage({
    ...page,
    title: `${text.title} (${page.error})`,
    body: renderNotice({
      language: page.language,
      pictogram: 'tablet',
      ...text,
      whoseTurn: explanationTopics[topic],
      hint: messages.forMakers(page.error),
    }),
  });
}
