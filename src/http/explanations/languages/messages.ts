import type { ErrorText } from '../../languages/messages.ts';
import type { ExplanationTopic } from '../explained-errors.ts';

/** The texts for whoever builds a service. The type makes sure that no language misses one. */
export interface ExplanationMessages {
  readonly forMakers: (error: string) => string;
  readonly topics: Readonly<Record<ExplanationTopic, ErrorText>>;
}
