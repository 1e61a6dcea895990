/** As long as a page takes one. */
export const longestReason = 200;

/** Whether somebody said why: it is kept with what they did. */
export function isReason(typed: string): boolean {
  return typed.trim() !== '' && typed.length <= longestReason;
}
