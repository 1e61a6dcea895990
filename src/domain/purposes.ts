/** Purposes that an agreement's annex may give for a claim: those of the model processing agreement, and the supplier's own. */
export const purposes = [
  'teaching',
  'delivery',
  'access',
  'security',
  'continuity',
  'research',
  'anonymised_research',
  'legal_duty',
  /** Not the school's: advertising, products for others. */
  'supplier_own',
] as const;
export type Purpose = (typeof purposes)[number];
