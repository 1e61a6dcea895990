import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import { schoolId } from '../../../../src/domain/ids.ts';
import { isAppAddress } from '../../../../src/domain/web-address.ts';
import { refusalReasons } from '../../../../src/domain/release.ts';
import { renderCallbackForm } from '../../../../src/login/pages/callback-form.ts';
import { renderIdpCancelled } from '../../../../src/login/pages/cancelled.ts';
import { renderChooseSchool } from '../../../../src/login/pages/choose-school.ts';
import { renderHome } from '../../../../src/login/pages/home.ts';
import { renderChooseIdp } from '../../../../src/login/pages/choose-idp.ts';
import { renderPickSchool } from '../../../../src/login/pages/pick-school.ts';
import { renderRefusal } from '../../../../src/login/pages/refusal.ts';
import { renderVisitSchool } from '../../../../src/login/pages/visit-school.ts';
import {
  renderConfirmSignOut,
  renderSignedOut,
  renderStillSignedIn,
} from '../../../../src/login/pages/signed-out.ts';
import { renderWhoAreYou } from '../../../../src/login/pages/who-are-you.ts';
import { renderChangeHelp } from '../../../../src/portal/schools/change-help-page.ts';
import { renderSchools } from '../../../../src/portal/schools/schools-page.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { anyCharacter } from '../../../../testkit/values/any-character.ts';
import { printed } from '../../../../testkit/pages/printed.ts';

const language = 'nl';

const helpWith = (text: string) => ({
  school: text,
  board: text,
  text: { nl: text },
  room: { nl: text, en: text },
  phone: text,
  resetUrl: `https://a.example/?${text}`,
});

const schoolWith = (text: string) => {
  const { room, phone, resetUrl } = helpWith(text);
  const id = required(schoolId('de-regenboog'));
  return { id, name: text, town: text, help: { text: room, room, phone, resetUrl } };
};

const announcedWith = (text: string) => [
  { supplierName: text, serviceName: text, text: { nl: text }, since: { nl: text, en: text } },
  { text: { nl: text, en: text }, since: { nl: text, en: text } },
];

/** Every view, with one text in every field that takes a text, and in the query of every address. */
const views: Readonly<Record<string, (text: string) => string>> = {
  chooseSchool: (text) =>
    renderChooseSchool({
      language,
      announcements: announcedWith(text),
      currentUrl: `/choose?${text}`,
      serviceName: text,
      query: `a${text}`,
      results: [{ id: text, name: text, town: text, brin: text, continueUrl: `/x?${text}` }],
      total: 2,
      notTakingPart: {
        results: [
          {
            id: text,
            name: text,
            town: text,
            brin: text,
            continueUrl: `/x?${text}`,
            notTakingPart: 'no_login_now',
          },
        ],
        total: 1,
      },
      remembered: {
        name: text,
        town: text,
        continueUrl: `/x?${text}`,
        forgetAction: `/x?${text}`,
        failed: false,
        help: helpWith(text),
      },
      searchAction: `/x?${text}`,
      hiddenFields: { [`a${text}`]: text },
    }),
  nothingFound: (text) =>
    renderChooseSchool({
      language,
      serviceName: text,
      query: `a${text}`,
      results: [],
      total: 0,
      notTakingPart: { results: [], total: 0 },
      searchAction: '/x',
      hiddenFields: {},
    }),
  pickSchool: (text) =>
    renderPickSchool({
      language,
      serviceName: text,
      schools: [{ name: text, town: text, continueUrl: `/x?${text}` }],
      someoneElseUrl: `/x?${text}`,
    }),
  chooseIdp: (text) =>
    renderChooseIdp({
      language,
      announcements: announcedWith(text),
      schoolName: text,
      idps: [{ name: text, continueUrl: `/x?${text}` }],
      otherSchoolUrl: `/x?${text}`,
      help: helpWith(text),
    }),
  visitSchool: (text) =>
    renderVisitSchool({
      language,
      action: `https://idp.example/?${text}`,
      fields: { [`a${text}`]: text },
      schoolName: text,
    }),
  callbackForm: (text) =>
    renderCallbackForm({
      language,
      action: `https://reader.example/?${text}`,
      fields: { [`a${text}`]: text },
      serviceName: text,
    }),
  ...Object.fromEntries(
    refusalReasons.map((reason) => [
      reason,
      (text: string) =>
        renderRefusal({
          affiliation: 'pupil',
          ...printed(true),
          language,
          reason,
          whoseTurn: 'supplier',
          serviceName: text,
          supplierName: text,
          schoolName: text,
          backToSupplierUrl: `/x?${text}`,
          someoneElseUrl: `/x?${text}`,
          helpedBySigningIn: true,
          closeBrowserFirst: true,
          announcements: announcedWith(text),
          help: helpWith(text),
        }),
    ]),
  ),
  whoAreYou: (text) =>
    renderWhoAreYou({
      language,
      serviceName: text,
      announcements: announcedWith(text),
      signInUrl: `/x?${text}`,
      backToSupplierUrl: `/x?${text}`,
      closeBrowserFirst: true,
    }),
  cancelled: (text) =>
    renderIdpCancelled({
      language,
      serviceName: text,
      announcements: announcedWith(text),
      startAgainUrl: `/x?${text}`,
      help: helpWith(text),
    }),
  confirmSignOut: (text) =>
    renderConfirmSignOut({ language, action: `/x?${text}`, fields: { [`a${text}`]: text } }),
  signedOut: (text) =>
    renderSignedOut({ language, serviceName: text, onwardsUrl: `/x?${text}`, nextTime: 'ask' }),
  stillSignedIn: (text) =>
    renderStillSignedIn({
      language,
      service: { name: text, startUrl: `https://a.example/?${text}` },
      signOutUrl: `/x?${text}`,
    }),
  home: (text) =>
    renderHome({
      language,
      currentUrl: `/?${text}`,
      signedInSchool: text,
      search: { query: `a${text}`, total: 60, page: 2, pages: 3 },
      services: [{ name: text, description: text, startUrl: `https://a.example/?${text}` }],
    }),
  portalSchools: (text) =>
    renderSchools({
      language,
      parts: ['schools'],
      partyName: text,
      schools: [{ school: schoolWith(text), mayChangeHelp: true }],
    }),
  portalChangeHelp: (text) =>
    renderChangeHelp({
      language,
      parts: ['schools'],
      school: schoolWith(text),
      version: 1,
      filled: {
        text,
        textInEnglish: text,
        room: text,
        roomInEnglish: text,
        phone: text,
        reason: text,
      },
      wrong: ['changed', 'phone'],
    }),
};

/** The tags of a page without the values of their attributes, and without the places where a mailbox may go on below. */
const skeleton = (page: string) =>
  page
    .replaceAll(/"[^"]*"/g, '""')
    .match(/<[^>]*>/g)
    ?.filter((tag) => tag !== '<wbr />');

const hostile = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', '<script>', '</title>', '<!--', ']]>', ' x='),
    )
    .map((parts) => parts.join('')),
);

describe('a page', () => {
  it.each(Object.entries(views))('never takes markup from a text: %s', (_name, render) => {
    const expected = skeleton(render('harmless'));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(skeleton(render(text))).toEqual(expected);
      }),
    );
  });

  it.each(Object.entries(views))('has no inline script, style or handler: %s', (_name, render) => {
    const page = render('x');
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
  });
});

describe('an address on a page', () => {
  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ])('is no link when it is %j', (url) => {
    const pages = [
      renderHome({ language, services: [{ name: 'x', description: 'x', startUrl: url }] }),
      renderSignedOut({ language, serviceName: 'x', onwardsUrl: url, nextTime: 'ask' }),
      renderStillSignedIn({ language, service: { name: 'x', startUrl: url }, signOutUrl: '/logout' }),
      renderChooseIdp({
        language,
        schoolName: 'x',
        idps: [{ name: 'x', continueUrl: url }],
        otherSchoolUrl: url,
        help: { school: 'x', resetUrl: url },
      }),
      renderRefusal({
        language,
        reason: 'service_not_enabled',
        whoseTurn: 'school',
        serviceName: 'x',
        supplierName: 'x',
        schoolName: 'x',
        affiliation: 'pupil',
        ...printed(true),
        help: { school: 'x', resetUrl: url },
      }),
    ];
    for (const page of pages) expect(page).not.toMatch(/script:|data:/);
  });

  it.each(['nl.leesboom.app:/bye', 'NL.Leesboom.App:/bye', 'nl.leesboom+lite.app:/bye?from=sluis'])(
    'of an app (%s) is a link after a sign-out: it can be registered',
    (onwardsUrl) => {
      expect(isAppAddress(onwardsUrl)).toBe(true);
      const page = { language, serviceName: 'x', onwardsUrl, nextTime: 'ask' } as const;
      expect(renderSignedOut(page)).toContain(`href="${onwardsUrl}"`);
    },
  );

  it.each(['javascript:x', 'nl.leesboom.app:/callback', 'data:text/html,x'])(
    'that is no web address (%s) gets no form',
    (action) => {
      const page = { language, action, fields: {} } as const;
      expect(() => renderVisitSchool({ ...page, schoolName: 'x' })).toThrow(SluisError);
      expect(() => renderCallbackForm({ ...page, serviceName: 'x' })).toThrow(SluisError);
    },
  );

  it('of the language switch stays on this page and keeps its query', () => {
    const page = renderHome({ language, currentUrl: '//evil.example/x?a=1&lang=nl#top', services: [] });
    expect(page).toContain('href="?a=1&amp;lang=en"');
    expect(page).not.toContain('evil');
  });
});
