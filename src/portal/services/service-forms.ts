/** Forms that stand on the page of a service and post to an address below it. */
const formOnPage = /^(\/portal\/schools\/[a-z0-9-]{1,64}\/services\/[a-z0-9-]{1,64})\/call-off$/;

/** The page with the form; `undefined`: it is no form of a service, or the page has the same address. */
export function pageOfServiceForm(address: string): string | undefined {
  return formOnPage.exec(address)?.[1];
}
