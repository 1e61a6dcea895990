import { eventually } from '../machine/eventually.ts';

/** Somebody at a real browser, of whichever make, who looks at what it shows and clicks. */
export interface Visitor {
  /** Types an address; what comes of it is to be seen. */
  go(address: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** Waits until the browser shows this, and says what is written there. */
  see(selector: string): Promise<string>;
  /** The address of what the browser shows. */
  where(): Promise<string>;
  attributeOf(selector: string, name: string): Promise<string | null>;
  /** Clicks a link to the address of an app that this machine has not; throws when the browser does not try it. */
  tryApp(selector: string, address: string): Promise<void>;
}

export interface RealBrowser {
  /** Somebody new visits, who finds nothing that visitors before left behind. */
  visit(story: (visitor: Visitor) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** How a make of browser does it. Selectors name what is there already. */
export type Controls = Omit<Visitor, 'see'> & {
  /** Throws when it is not there. */
  textOf(selector: string): Promise<string>;
};

const patienceMs = 15_000;

export function createVisitor(controls: Controls): Visitor {
  const see = async (selector: string): Promise<string> => {
    try {
      return await eventually(() => controls.textOf(selector), patienceMs);
    } catch (cause) {
      const shown = await controls.textOf('body').catch(String);
      throw new Error(`no ${selector} but ${await controls.where()}, which says:\n${shown}`, { cause });
    }
  };
  return {
    ...controls,
    see,
    async click(selector) {
      await see(selector);
      await controls.click(selector);
    },
  };
}
