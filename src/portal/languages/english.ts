import { roleNames } from '../../domain/role-names.ts';
import { englishAboutKeys } from './english-about-keys.ts';
import { english as changes } from './changes/english.ts';
import { english as helpDesk } from './help-desk/english.ts';
import { english as questions } from './questions/english.ts';
import { english as agreements } from './agreements/english.ts';
import { english as letters } from './letters/english.ts';
import { english as services } from './services/english.ts';
import type { PortalMessages } from './messages.ts';
import { reviewInEnglish } from './review-messages.ts';

const names = roleNames.en;

export const english: PortalMessages = {
  ...englishAboutKeys,
  navigation: {
    label: 'Parts',
    today: 'Today',
    services: 'Our apps',
    helpDesk: 'A child cannot sign in',
    questions: 'Questions and objections',
    agreements: 'Agreements',
    people: 'People',
    schools: 'Schools',
    factors: 'Keys',
    account: 'My details',
    more: 'More',
    signOut: 'Sign out',
  },
  keptForm: 'Nothing has been done yet. What you filled in is there again. Press the button once more.',
  errors: {
    languageName: 'English',
    topics: {
      not_found: {
        title: 'There is no such page',
        what: 'The address is not right, or there is no such page for you.',
        action: 'See whether the address is right. Or go to the portal and look there.',
      },
      bad_request: {
        title: 'We could not read this',
        what: 'Nothing was done.',
        action: 'Go to the portal and try again.',
      },
      cross_site: {
        title: 'This came from another website',
        what: 'That is why nothing was done.',
        action: 'Go to the portal and begin again there.',
      },
      too_many_requests: {
        title: 'This came too often in a row',
        what: 'Too many requests came from your network at once.',
        action: 'Wait a minute. Then try again.',
      },
      busy: {
        title: 'The portal does not work at the moment',
        what: 'What you did just now may not have been saved.',
        action: 'Wait a minute. Then see how things stand, and try again.',
      },
      internal: {
        title: 'Something went wrong',
        what: 'The fault is ours, and not yours.',
        action: 'Try again. Does it fail once more? Then ask the operator of Sluis.',
      },
    },
    toPortal: 'To the portal',
    errorId: 'Do you ask for help? Then pass on this number:',
  },
  roles: {
    administrator: {
      name: names.administrator,
      does: 'Looks after the sign-in, the people and the choices of the school.',
    },
    approver: { name: names.approver, does: 'Approves what somebody else has prepared.' },
    proposer: { name: names.proposer, does: 'Proposes choices. Somebody else approves them.' },
    signer: { name: names.signer, does: 'Signs processing agreements for the board.' },
    privacy_officer: { name: names.privacy_officer, does: 'Keeps the papers and makes proposals.' },
    data_protection_officer: {
      name: names.data_protection_officer,
      does: 'Reads everything and gives advice. Changes nothing.',
    },
    help_desk: { name: names.help_desk, does: 'Finds out why somebody cannot sign in.' },
    reader: { name: names.reader, does: 'Reads along, like the participation council. Changes nothing.' },
    technical_partner: {
      name: names.technical_partner,
      does: 'A firm that looks after the sign-in of the school, until a fixed day.',
    },
    operator: { name: names.operator, does: 'Works for the organisation behind Sluis.' },
    supplier: { name: names.supplier, does: 'Looks after the supplier’s own details and apps.' },
  },
  signIn: {
    title: 'Sign in for staff',
    lead: 'Here you decide which apps your school uses, and which details they get.',
    atSchool: 'Sign in through my school',
    atSchoolHint: 'Your school asks again who you are. Also when you are signed in already.',
    withPasskey: 'Sign in with a passkey',
    noAccount: 'No access yet? Ask the administrator of your board for an invitation.',
    signedOut: 'You are signed out.',
  },
  notComeIn: {
    title: 'You have no access here yet',
    noAccount:
      'Your school knows you, but you have no account here. Ask the administrator of your board for an invitation.',
    refused: 'The sign-in was stopped. Nothing has changed.',
    lost: 'This attempt has expired, or began in another window. Begin again.',
    unprovenTitle: 'Your school does not prove that you signed in just now',
    unproven:
      'The sign-in of your school cannot confirm that. Sign in again. Then show with your own key that it is you.',
    withOwnKey: 'Go on with my own key',
    again: 'Sign in again',
  },
  invitation: {
    title: 'You are invited',
    lead: (party) => `${party} gives you access to the school portal of Sluis.`,
    rolesTitle: 'What you will be able to do',
    until: (day) => `Until ${day}.`,
    schools: (names) => `Only for ${names}.`,
    stepsTitle: 'What happens',
    steps: [
      'You accept the invitation, in this browser.',
      'You sign in at your school.',
      'You choose a second key, such as a passkey.',
    ],
    stepsWithPasskey: [
      'You accept the invitation, in this browser.',
      'You make a passkey. You sign in with it.',
    ],
    sharedTitle: 'What we get from your school',
    shared:
      'A code, and whether your e-mail address is the one that was invited. Your name and address come from whoever invited you.',
    accept: 'Accept the invitation',
    takenTitle: 'Now sign in at your school',
    taken: 'The invitation belongs to this browser now. Sign in at your school to go on.',
    toSchool: 'On to my school',
    goneTitle: 'This invitation does not work',
    gone: 'It may have expired, been withdrawn or used already, or been opened in another browser.',
    notForYou:
      'You cannot accept this role. Nobody gives a role to themselves, and some roles do not go together. Or whoever invited you may no longer do so.',
    goneAction: 'Ask whoever invited you for a new one.',
  },
  today: {
    title: (name) => `Hello ${name}`,
    nothing: 'You do not have to do anything.',
    toConfirm: (name, role) => `${name} waits to be confirmed as ${role}.`,
    toPeople: 'To People',
    waiting: (roles) => `Not confirmed yet: ${roles}. Somebody else has to confirm that it is you.`,
    lapsed: (roles, days) =>
      `No longer works: ${roles}. You did not sign in for ${String(days)} school days. Ask somebody else to confirm it anew.`,
    onlyAdministrator: 'There is one administrator. Invite a second one, to stand in.',
    noStandIn: 'Nobody stands in for the administrator yet. Say at People who that is.',
  },
  review: reviewInEnglish,
  boardCode: {
    title: 'Code of the board',
    lead: 'You are the first administrator. The board got a code in its mailbox. Fill it in here.',
    label: 'Code',
    send: 'Confirm',
    wrong: 'This code is not right. After five tries a new code is needed.',
  },
  account: {
    title: 'My details',
    lead: 'This is what we know of you. There is nothing else.',
    name: 'Name',
    email: 'E-mail address',
    worksFor: 'You work for',
    roles: 'What you may do',
    since: 'Account since',
    keptFor: 'How long',
    kept: 'Until an administrator removes your account. What you did stays in the log, without your name.',
  },
  people: {
    title: 'People',
    lead: (party) => `Who may sign in to this portal at ${party}, and what they may do.`,
    you: 'you',
    lastSeen: (day) => `Last signed in on ${day}`,
    neverSeen: 'Not signed in yet',
    waits: 'waits to be confirmed',
    comparedAddress: {
      differs:
        'The address of the sign-in is another one than that of the invitation. Ask them whether this is right.',
      absent: 'The sign-in had no address to compare with the invitation. Ask them whether this is right.',
    },
    lapsed: (days) => `no longer works: not used for ${String(days)} school days`,
    confirm: (name) => `This is ${name}: confirm`,
    confirmAnew: (name, role) => `Confirm ${name} anew as ${role}`,
    standIn: 'Stands in for the administrator.',
    nameStandIn: (name) => `Name ${name} as stand-in`,
    withdraw: 'Withdraw',
    reason: 'Why',
    invitationsTitle: 'Invitations',
    openUntil: (day) => `Open until ${day}`,
    withdrawInvitation: 'Withdraw the invitation',
    inviteTitle: 'Invite somebody',
    inviteLead: (days) =>
      `The invitation can be accepted for ${String(days)} days. A new one takes the place of the old one.`,
    inviteName: 'Name',
    inviteEmail: 'E-mail address at work',
    inviteRole: 'What they may do',
    inviteUntil: 'Until',
    inviteUntilHint: 'Needed for a signer and a technical partner.',
    inviteGround: 'Why they may sign',
    inviteGroundHint: 'Only for a signer, for example: director according to the articles.',
    inviteSchools: 'Only for these schools',
    inviteSchoolsHint: 'Nothing chosen: for all schools.',
    inviteSignIn: 'How they sign in',
    signInSchool: 'Through the school',
    signInPasskey: 'With a passkey of their own (for people from outside the school)',
    invite: 'Invite',
    invitedTitle: (name) => `The invitation for ${name} is ready`,
    invited: 'Give this link to them yourself. It is shown here only once.',
    invitedLink: 'Link',
    invitedByMailTitle: (name) => `The invitation for ${name} is on its way`,
    invitedByMail: 'A mail with a link goes to',
    notArrived:
      'Does the mail not arrive? See whether the address is right, and look among unwanted mail. Otherwise invite them again.',
    done: 'Done',
    wrongTitle: 'This cannot be done like this',
    wrong: {
      name: 'Fill in a name, without a web address.',
      email: 'Fill in an e-mail address, such as name@school.example.',
      role: 'You cannot give this role, or they cannot have it.',
      schools:
        'Choose one or more schools that are yours to look after. A technical partner always has chosen schools.',
      until: 'Fill in a day that is still to come. A signer and a technical partner always have a last day.',
      ground: 'Write down why they may sign. For other roles this stays empty.',
      reason: 'Write down why. It is kept with the change.',
      changed:
        'Somebody else has just changed this. This is how things stand now. Nothing of yours was carried out.',
      tooMany:
        'You did very much today that mail is sent about. Go on tomorrow, or ask whoever runs Sluis. Nobody was invited.',
      other: 'You may not do this, or it cannot be done now. This page shows how things stand.',
    },
  },
  schools: {
    title: 'Schools',
    lead: (party) =>
      `The schools of ${party}, and where people get help when they cannot sign in. Only people who chose this school or signed in through it see this.`,
    none: 'There is no school here that you can see.',
    noHelp: 'No help has been filled in yet.',
    fields: {
      text: 'Help text in Dutch',
      textInEnglish: 'Help text in English',
      room: 'Where at school, in Dutch',
      roomInEnglish: 'Where at school, in English',
      phone: 'Phone',
      reason: 'Why you change this',
    },
    hints: {
      text: 'For example: Wachtwoord kwijt? Vraag het aan je leraar. Do not name people.',
      room: 'For example: kamer 1.12.',
      reason: 'It is kept with the change.',
    },
    resetUrl: 'New password',
    change: 'Change',
    changeTitle: (school) => `Help at ${school}`,
    changeLead: 'Within moments it is on the page for people who cannot sign in.',
    asItIs: 'How it is now',
    save: 'Save',
    back: 'Back',
    done: 'Saved',
    wrongTitle: 'This cannot be done like this',
    wrong: {
      text: 'Fill in a help text of at most 300 characters, without a web address, < or >. English alone is not enough.',
      textInEnglish: 'Fill in an English help text of at most 300 characters, without a web address, < or >.',
      room: 'Fill in where at school, in at most 300 characters, without a web address, < or >. English alone is not enough.',
      roomInEnglish:
        'Fill in where at school in English, in at most 300 characters, without a web address, < or >.',
      phone: 'Fill in a phone number, such as 0299 123 456.',
      reason: 'Write down why, in at most 200 characters.',
      changed:
        'Somebody else was there first. Nothing was saved. What you filled in is still there. See whether it is still right.',
      notAllowed: 'You may not change this. Ask an administrator.',
      other:
        'The school cannot be changed now. What you filled in is still there. Or ask the operator of Sluis.',
    },
  },
  services,
  changes,
  helpDesk,
  questions,
  agreements,
  letters,
};
