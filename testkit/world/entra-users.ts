import type { SchoolUser } from '../actors/oidc-school.ts';
import { pupilGroup, teacherGroup } from '../federation/world-federation.ts';

/** Invented people at the Entra-like school. */
export const entraUsers: readonly SchoolUser[] = [
  {
    login: 'vera',
    subject: 'subject-of-vera',
    claims: {
      oid: 'oid-vera',
      groups: [pupilGroup],
      given_name: 'Vera',
      family_name: 'Verzonnen',
      email: 'vera@kade.example',
    },
  },
  {
    login: 'docent',
    subject: 'subject-of-docent',
    claims: {
      oid: 'oid-docent',
      groups: [teacherGroup],
      given_name: 'Testa',
      family_name: 'de Proef',
      email: 'testa@kade.example',
    },
  },
];
