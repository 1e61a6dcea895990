import { once } from 'node:events';
import { Builder, By, type WebDriver } from 'selenium-webdriver';
import { startProcess, type StartedProcess } from '../machine/child-process.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';
import { createVisitor, type RealBrowser, type Visitor } from './visitor.ts';

/** The WebKit of the system in the small browser that comes with it, on a screen that nobody sees. */
export async function startWebKit(): Promise<RealBrowser> {
  const screen = await startScreen();
  const [port, driver] = await startDriver(screen.display);
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    // a session has a browser of its own
    async visit(story) {
      const session = await new Builder()
        .disableEnvironmentOverrides()
        .usingServer(url)
        .withCapabilities({ browserName: 'MiniBrowser', pageLoadStrategy: 'none' })
        .build();
      try {
        await story(visitorAt(session));
      } finally {
        await session.quit();
      }
    },
    async close() {
      await driver.end('SIGTERM');
      await screen.process.end('SIGTERM');
    },
  };
}

function visitorAt(session: WebDriver): Visitor {
  const find = (selector: string) => session.findElement(By.css(selector));
  return createVisitor({
    go: (address) => session.get(address),
    click: (selector) => find(selector).click(),
    textOf: (selector) => find(selector).getText(),
    attributeOf: (selector, name) => find(selector).getAttribute(name),
    where: () => session.getCurrentUrl(),
    async tryApp(selector, address) {
      await find(selector).click();
      await eventually(async () => {
        const shown = await session.getCurrentUrl();
        if (shown !== address) throw new Error(`at ${shown}, and not at ${address}`);
      });
    },
  });
}

/** WebKit has no mode without a screen. */
async function startScreen(): Promise<{ readonly display: string; readonly process: StartedProcess }> {
  const process = await startProcess(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = process.child.stdio[3];
  if (number === null || number === undefined) throw new TypeError('Xvfb cannot say which display it is');
  const ended = process.ended.then(() => Promise.reject(new Error('Xvfb ended at its start')));
  const [said]: unknown[] = await Promise.race([once(number, 'data'), ended]);
  return { display: `:${String(said).trim()}`, process };
}

async function startDriver(display: string): Promise<readonly [number, StartedProcess]> {
  const port = await freePort();
  const driver = await startProcess('WebKitWebDriver', [`--port=${String(port)}`], {
    env: { ...process.env, DISPLAY: display },
    stdio: 'ignore',
  });
  await eventually(() => fetch(`http://127.0.0.1:${String(port)}/status`));
  return [port, driver];
}
