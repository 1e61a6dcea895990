import { describe, expect, it } from 'vitest';
import type { RefusalReason } from '../../../../src/domain/release.ts';
import { renderRefusal } from '../../../../src/login/pages/refusal.ts';
import { printed } from '../../../../testkit/pages/printed.ts';

const pageAbout = (reason: RefusalReason, schoolName: string) =>
  renderRefusal({
    language: 'nl',
    reason,
    whoseTurn: 'school',
    serviceName: 'Leeskist',
    supplierName: 'Uitgeverij Bedacht',
    schoolName,
    affiliation: 'pupil',
    ...printed(true),
  });

describe('whose turn it is', () => {
  it('names the school', () => {
    const page = pageAbout('service_not_enabled', 'Het Kompas');
    expect(page).toContain('>Je school: Het Kompas</span');
  });

  it('names the board, where the school is known', () => {
    const page = renderRefusal({
      language: 'nl',
      reason: 'no_agreement',
      whoseTurn: 'board',
      serviceName: 'Leeskist',
      supplierName: 'Uitgeverij Bedacht',
      schoolName: 'Het Kompas',
      affiliation: 'pupil',
      ...printed(true),
      help: { school: 'Het Kompas', board: 'Stichting Bedacht' },
    });
    expect(page).toContain('>Het bestuur van je school: Stichting Bedacht</span');
  });

  it('does not call the login of several schools a school', () => {
    const page = pageAbout('idp_not_in_force', 'Leeromgeving van het bestuur');
    expect(page).toContain('inloggen bij Leeromgeving van het bestuur');
    expect(page).toContain('>Je school</span');
  });
});
