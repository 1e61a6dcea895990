import { fileURLToPath } from 'node:url';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { html } from 'hono/html';
import { page } from '../pages/page.ts';

const assets = fileURLToPath(new URL('../pages/assets', import.meta.url));

/**
 * No `form-action`: a form that is posted here ends, by redirects, at the broker and then at a supplier, and
 * browsers hold that whole chain against the policy of the page where it began.
 */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/** An Express application with what every party of the demo has in common: headers, style sheet, form bodies. */
export function createPartyApplication(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    });
    next();
  });
  app.use('/assets', express.static(assets));
  app.get('/favicon.ico', (_request, response) => void response.status(204).end());
  return app;
}

/** To be added after all routes: a page instead of a stack trace, the cause in the party's own log. */
export function addErrorPage(app: Express, party: string): void {
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    console.error(error);
    if (response.headersSent) {
      next(error);
      return;
    }
    const body = html`<h1>Er ging iets mis</h1>
      <p>${party} kon deze stap niet uitvoeren. In het logbestand van de demo staat waarom. Begin opnieuw.</p>
      <p><a class="button" href="/">Naar het begin</a></p>`;
    void page({ title: 'Er ging iets mis', party, body }).then((text) => response.status(500).send(text));
  });
}
