import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createAssets } from '../../src/http/assets.ts';
import { languageOf } from '../../src/http/language.ts';
import { createSecurityHeaders, letFormGoOut } from '../../src/http/security-headers.ts';
import {
  maximumNotTakingPart,
  maximumResults,
  renderChooseSchool,
  renderSchoolResults,
} from '../../src/login/pages/choose-school.ts';
import type { School } from '../../src/register/model/kinds/school.ts';
import { searchSchools } from '../../src/search/school-search.ts';
import { html } from '../../src/http/markup.ts';
import { renderPage } from '../../src/http/page.ts';
import { gallery } from './gallery.ts';
import { samplesCss } from './samples.ts';
import { inventedSchools } from './invented-schools.ts';

export interface GalleryServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the gallery and a working chooser with the headers that the broker sends, on a free port. */
export async function startGallery(): Promise<GalleryServer> {
  const app = express();
  app.use(createSecurityHeaders({ https: false }), createAssets().router);
  app.get('/', (_request, response) => {
    response.type('html').send(renderIndex());
  });
  app.get('/gallery/samples.css', (_request, response) => {
    response.type('css').send(samplesCss);
  });
  for (const { name, formTo, render } of gallery) {
    app.get(`/gallery/${name}`, (request, response) => {
      if (formTo !== undefined) letFormGoOut(response, formTo);
      response.type('html').send(render(languageOf(request)));
    });
  }
  app.get('/choose', (request, response) => {
    const query = typeof request.query['q'] === 'string' ? request.query['q'] : '';
    const language = languageOf(request);
    const search = searchSchools(inventedSchools, query);
    const choiceOf = (school: School) => ({ ...school, continueUrl: `/chosen?school=${school.id}` });
    const [takingPart, notTakingPart] = [inventedSchools.slice(0, -1), inventedSchools.slice(-1)];
    const found = search.among(takingPart, { limit: maximumResults });
    const others = search.among(notTakingPart, { limit: maximumNotTakingPart });
    const results = {
      language,
      query,
      results: found.results.map(choiceOf),
      total: found.total,
      notTakingPart: {
        results: others.results.map((school) => ({
          ...choiceOf(school),
          notTakingPart: 'not_switched_on_now' as const,
        })),
        total: others.total,
      },
    };
    if (request.headers['x-fragment'] === 'results') {
      response.type('html').send(renderSchoolResults(results));
      return;
    }
    response.type('html').send(
      renderChooseSchool({
        ...results,
        currentUrl: request.originalUrl,
        serviceName: 'Leeskist',
        searchHasFocus: 'q' in request.query,
        searchAction: '/choose',
        hiddenFields: request.query['lang'] === language ? { lang: language } : {},
      }),
    );
  });
  app.get('/chosen', (_request, response) => {
    response.type('text').send('chosen');
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressOf(server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The way to every state of every page. */
function renderIndex(): string {
  return renderPage({
    language: 'en',
    title: 'Pages',
    body: html`<div class="card">
      <h1>Pages</h1>
      <ul>
        ${gallery.map(({ name }) => html`<li><a href="/gallery/${name}">${name}</a></li>`)}
      </ul>
    </div>`,
  });
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address;
}
