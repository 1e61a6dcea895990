/** What can be measured: a kind of login at a program. */
export const subjectNames = [
  'oidc-school',
  'saml-school',
  'saml-school-signed',
  'single-sign-on',
  'oidc-school-without-redis',
  'saml-school-without-redis',
  'saml-school-signed-without-redis',
  'single-sign-on-without-redis',
  'bare',
  'bare-redis',
  'jackson',
] as const;
export type SubjectName = (typeof subjectNames)[number];

export function isSubjectName(name: string): name is SubjectName {
  return subjectNames.some((known) => known === name);
}

export const programNames = ['sluis', 'sluis-without-redis', 'bare', 'bare-redis', 'jackson'] as const;
export type ProgramName = (typeof programNames)[number];

/** The process that answers. */
export function programOf(subject: SubjectName): ProgramName {
  if (subject === 'bare' || subject === 'bare-redis' || subject === 'jackson') return subject;
  return subject.endsWith('-without-redis') ? 'sluis-without-redis' : 'sluis';
}

export const titles: Readonly<Record<SubjectName, string>> = {
  'oidc-school': 'Sluis, OIDC school',
  'saml-school': 'Sluis, SAML school',
  'saml-school-signed': 'Sluis, SAML school, signed requests',
  'single-sign-on': 'Sluis, single sign-on',
  'oidc-school-without-redis': 'Sluis, OIDC school, sessions in process',
  'saml-school-without-redis': 'Sluis, SAML school, sessions in process',
  'saml-school-signed-without-redis': 'Sluis, SAML school, signed requests, sessions in process',
  'single-sign-on-without-redis': 'Sluis, single sign-on, sessions in process',
  bare: 'bare oidc-provider, in process',
  'bare-redis': 'bare oidc-provider, simple Redis adapter',
  jackson: 'SAML Jackson, SAML school, in process',
};
