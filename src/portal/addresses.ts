/** Every address of the portal. */
export const portalAddresses = {
  home: '/portal',
  signIn: '/portal/sign-in',
  signInAtSchool: '/portal/sign-in/school',
  signedIn: '/portal/signed-in',
  signOut: '/portal/sign-out',
  invitationLink: (secret: string) => `/portal/invitation/${secret}`,
  invitation: '/portal/invitation',
  takenInvitation: '/portal/invitation/taken',
  account: '/portal/account',
  signInWithPasskey: '/portal/sign-in/passkey',
  recoverWithCode: '/portal/sign-in/recovery-code',
  newKeyLink: (secret: string) => `/portal/new-key/${secret}`,
  newKey: '/portal/new-key',
  newKeyAtSchool: '/portal/new-key/school',
  confirmFactor: '/portal/factor',
  confirmFactorByPasskey: '/portal/factor/passkey',
  confirmFactorByApp: '/portal/factor/app',
  useRecoveryCode: '/portal/factor/recovery-code',
  factors: '/portal/factors',
  addPasskey: '/portal/factors/passkey',
  addApp: '/portal/factors/app',
  recoveryCodes: '/portal/factors/recovery-codes',
  removeFactor: '/portal/factors/remove',
  callOffReset: '/portal/factors/call-off',
  joinReset: '/portal/factors/join-reset',
  boardCode: '/portal/board-code',
  people: '/portal/people',
  invite: '/portal/people/invite',
  confirm: '/portal/people/confirm',
  withdraw: '/portal/people/withdraw',
  withdrawInvitation: '/portal/people/withdraw-invitation',
  nameStandIn: '/portal/people/stand-in',
  reviewPeople: '/portal/people/review',
  requestReset: '/portal/people/reset',
  confirmReset: '/portal/people/confirm-reset',
  schools: '/portal/schools',
  school: (id: string) => `/portal/schools/${id}`,
  helpDesk: '/portal/help-desk',
  helpDeskOf: (school: string) => `/portal/schools/${school}/help-desk`,
  questions: '/portal/questions',
  questionsOf: (school: string) => `/portal/schools/${school}/questions`,
  foundPerson: (lookUp: string) => `/portal/questions/${lookUp}`,
  object: (lookUp: string) => `/portal/questions/${lookUp}/object`,
  endObjection: (lookUp: string) => `/portal/questions/${lookUp}/end-objection`,
  erasePerson: (lookUp: string) => `/portal/questions/${lookUp}/erase`,
  services: '/portal/services',
  servicesOf: (school: string) => `/portal/schools/${school}/services`,
  service: (school: string, id: string) => `/portal/schools/${school}/services/${id}`,
  parentsLetter: (school: string, id: string) => `/portal/schools/${school}/services/${id}/letter`,
  parentsLetterAs: (school: string, id: string, form: string) =>
    `/portal/schools/${school}/services/${id}/letter/${form}`,
  councilBundle: (school: string) => `/portal/schools/${school}/council`,
  councilBundleAs: (school: string, form: string) => `/portal/schools/${school}/council/${form}`,
  agreements: '/portal/agreements',
  agreement: (id: string) => `/portal/agreements/${id}`,
  signAgreement: (id: string) => `/portal/agreements/${id}/sign`,
  receipt: (id: string) => `/portal/agreements/${id}/receipt`,
  agreementDocument: (id: string, hash: string) => `/portal/agreements/${id}/documents/${hash}`,
  actOnAgreement: (id: string, act: string) => `/portal/agreements/${id}/acts/${act}`,
  switchOn: (id: string, service: string) => `/portal/agreements/${id}/services/${service}`,
  changeService: (school: string, id: string) => `/portal/schools/${school}/services/${id}/change`,
  changeAccess: (school: string, id: string) => `/portal/schools/${school}/services/${id}/access`,
  serviceVersions: (school: string, id: string) => `/portal/schools/${school}/services/${id}/versions`,
  serviceVersion: (school: string, id: string, version: number | ':version') =>
    `/portal/schools/${school}/services/${id}/versions/${String(version)}`,
  restoreServiceVersion: (school: string, id: string, version: number | ':version') =>
    `/portal/schools/${school}/services/${id}/versions/${String(version)}/change`,
  callOffChange: (school: string, id: string) => `/portal/schools/${school}/services/${id}/call-off`,
  retryChange: (school: string, id: string, change: string) =>
    `/portal/schools/${school}/services/${id}/failed/${change}/change`,
  draft: (school: string, id: string, draft: string) =>
    `/portal/schools/${school}/services/${id}/drafts/${draft}`,
  changeDraft: (school: string, id: string, draft: string) =>
    `/portal/schools/${school}/services/${id}/drafts/${draft}/change`,
} as const;

/** What an invitation leads to. */
export function invitationLinkAt(issuer: string): (secret: string) => string {
  return (secret) => `${issuer}${portalAddresses.invitationLink(secret)}`;
}

/** What a mail says about where we are. */
export function placeOf({ issuer, timeZone }: { readonly issuer: string; readonly timeZone: string }) {
  return { issuer, portal: `${issuer}${portalAddresses.home}`, timeZone };
}
