/**
 * What was never filled in: `{tenantid}` or `<tenant>`, as they stand in manuals, also percent-encoded. Neither character may
 * stand in an address or a name of a domain. `undefined`: there is none.
 */
export function placeholderIn(text: string): string | undefined {
  return /[{<][^{}<>]*[}>]|%(?:7b|3c).*?%(?:7d|3e)/i.exec(text)?.[0];
}
