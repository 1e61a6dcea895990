/**
 * Control, invisible, bidirectional, private and unassigned characters, fillers, and blanks other than a space: where one
 * of them may stand, two people could have identifiers that look alike, or one person two.
 */
const unfit = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;

/** True for a text by which a person may be told from all others: what one sees of it is all there is. */
export function isIdentifyingText(text: string): boolean {
  return text !== '' && text.isWellFormed() && !unfit.test(text);
}
