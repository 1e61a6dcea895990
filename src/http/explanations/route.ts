import type { RequestHandler } from 'express';
import { languageOf } from '../language.ts';
import { sendPage } from '../send-page.ts';
import { isExplained } from './explained-errors.ts';
import { renderExplanation } from './page.ts';

/** Answers at `explanationPath`: where `error_uri` leads. */
export const explainError: RequestHandler = (request, response, next) => {
  const error = String(request.params['error']);
  if (!isExplained(error)) {
    next();
    return;
  }
  const language = languageOf(request);
  sendPage(response, renderExplanation({ error, language, currentUrl: request.originalUrl }));
};
