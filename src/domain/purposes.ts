/** Purposes that an agreement's annex may give for a claim: those of the model processing agreement. */
export const purposes = [
  'teaching',
  'delivery',
  'access',
  'security',
  'continuity',
  'research',
  'anonymised_research',
  'legal_duty',
] as const;
