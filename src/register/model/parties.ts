/** By what the agreements between a board and a supplier are found (`RegisterReader.referringTo`). */
export function partiesWord(board: string, supplier: string): string {
  return `parties ${board}/${supplier}`;
}
