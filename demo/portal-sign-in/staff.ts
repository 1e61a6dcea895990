/** Somebody who works with the portal in the demo. Invented; the name says so on the pages of the portal. */
export interface DemoStaff {
  readonly id: string;
  readonly name: string;
  /** Under the name on the page where one chooses; in Dutch. */
  readonly description: string;
  /** Whose account it is, as `sluis portal invite` and `sluis portal list` are told. */
  readonly party: readonly string[];
  /** As `sluis portal confirm` names it. */
  readonly role: string;
  /** What else an invitation to the role needs. */
  readonly limits: readonly string[];
}

const waterland = ['--board', 'waterland'] as const;

/** `lastDay`: until when a role counts that always has a last day. */
export function demoStaff(lastDay: string): readonly DemoStaff[] {
  return [
    {
      id: 'ada',
      name: 'Ada Beheer (demo)',
      description: 'bestuur Waterland, beheerder',
      party: waterland,
      role: 'administrator',
      limits: [],
    },
    {
      id: 'kees',
      name: 'Kees Verzonnen (demo)',
      description: 'schoolleider van De Regenboog',
      party: waterland,
      role: 'administrator',
      limits: ['--school', 'de-regenboog'],
    },
    {
      id: 'fenna',
      name: 'Fenna Bedacht (demo)',
      description: 'FG van Waterland',
      party: waterland,
      role: 'data_protection_officer',
      limits: [],
    },
    {
      id: 'sil',
      name: 'Sil Tekenaar (demo)',
      description: 'bestuur Waterland, tekenbevoegde',
      party: waterland,
      role: 'signer',
      limits: ['--until', lastDay, '--ground', 'bestuurder volgens de statuten'],
    },
    {
      id: 'leo',
      name: 'Leo Uitgever (demo)',
      description: 'Uitgeverij Leesboom',
      party: ['--supplier', 'leesboom'],
      role: 'supplier',
      limits: [],
    },
    {
      id: 'olga',
      name: 'Olga Netwerk (demo)',
      description: 'beheert Sluis',
      party: ['--operator'],
      role: 'operator',
      limits: [],
    },
  ];
}

export function addressOf({ id }: DemoStaff): string {
  return `${id}@demo.example`;
}
