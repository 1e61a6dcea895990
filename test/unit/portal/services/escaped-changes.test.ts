import { expect, it } from 'vitest';
import type { Author } from '../../../../src/portal/authors.ts';
import { renderDraft } from '../../../../src/portal/services/drafts/draft-page.ts';
import { renderService } from '../../../../src/portal/services/service-page.ts';
import { renderVersions } from '../../../../src/portal/services/versions/versions-page.ts';
import { asItIs, frame, rows, seen } from '../../../../testkit/pages/invented-service.ts';

const script = `"'><script>alert(1)</script>`;
const by = (kind: 'person' | 'party' | 'connection'): Author => ({ kind, name: script });
const common = { ...frame('nl'), seen };
const draft = { id: script, when: script, by: by('person'), reason: script };

/** Pages about changes, with one text in every place that holds what somebody typed. */
const pages: readonly (readonly [name: string, page: string])[] = [
  [
    'versions',
    renderVersions({
      ...common,
      versions: (['person', 'party', 'connection'] as const).map((kind, version) => ({
        version,
        at: 0,
        when: script,
        by: by(kind),
        reason: script,
        isLive: false,
        policy: 'unread',
      })),
    }),
  ],
  [
    'a service with drafts and what waits',
    renderService({
      ...common,
      rows,
      choices: asItIs.choices,
      mayChange: true,
      mayChangeAccess: true,
      seesAgreements: true,
      pastSignIns: { outcome: 'too_few' as const },
      tryOuts: [],
      waiting: [
        { id: script, day: seen.input.today, by: by('party'), reason: script, changes: [], mayCallOff: true },
      ],
      drafts: [draft],
    }),
  ],
  [
    'a draft',
    renderDraft({
      ...common,
      draft,
      from: undefined,
      liveVersion: 1,
      isStale: true,
      changes: [],
      missing: [],
      tryOuts: [],
      isOwn: true,
      mayJudge: true,
      mayDraft: true,
      refusalReason: script,
      wrong: ['reason'],
    }),
  ],
];

it.each(pages)('%s shows script in what somebody typed as text', (_name, page) => {
  expect(page).not.toContain('<script>');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
});
