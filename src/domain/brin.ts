/** BRIN4 of an institution (`02BB`) or BRIN6 of a branch (`02BB01`), in capitals. */
export const brinShape = /^\d{2}[A-Z]{2}(?:\d{2})?$/;

export function isBrin(text: string): boolean {
  return brinShape.test(text);
}

/** As the register writes it: in capitals, without spaces around it. */
export function canonicalBrin(text: string): string {
  return text.trim().toUpperCase();
}

/** `02BB` of `02BB01`, and of `02BB`. */
export function institutionOf(brin: string): string {
  return brin.slice(0, 4);
}

/** True for the BRIN of a branch; false for that of an institution. */
export function isBranch(brin: string): boolean {
  return brin.length > 4;
}
