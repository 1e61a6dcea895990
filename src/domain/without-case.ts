/** The same for texts that differ in capitals only, or in how Unicode writes an accent. */
export function withoutCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
