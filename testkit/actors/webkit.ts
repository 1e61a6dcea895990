import { once } from 'node:events';
import { Builder, By, type WebDriver } from 'selenium-webdriver';
import { startProcess, type StartedProcess } from '../machine/child-process.ts';
import { eventually } from '../machine/eventually.ts';
import { freePort } from '../machine/free-port.ts';
import { createVisitor, type RealBrowser, type Visitor } from './visitor.ts';

/** WebKitWebDriver now and then gives no answer at all to a command that meets a navigation, and to none after it. */
class NoAnswer extends Error {}

const answerMs = 10_000;
const maximumVisits = 3;

/**
 * The WebKit of the system in the small browser that comes with it, on a screen that nobody sees. Where its driver stops
 * answering, the visitor goes home and somebody else comes, to a browser and a driver of their own.
 */
export async function startWebKit(): Promise<RealBrowser> {
  const screen = await startScreen();
  return {
    async visit(story) {
      for (let visits = 1; ; visits += 1) {
        try {
          await visitOnce(screen.display, story);
          return;
        } catch (error) {
          if (!(error instanceof NoAnswer) || visits === maximumVisits) throw error;
        }
      }
    },
    close: () => screen.process.end('SIGTERM'),
  };
}

async function visitOnce(display: string, story: (visitor: Visitor) => Promise<void>): Promise<void> {
  const [port, driver] = await startDriver(display);
  const answers = answersInTime();
  try {
    const building = new Builder()
      .disableEnvironmentOverrides()
      .usingServer(`http://127.0.0.1:${String(port)}`)
      .withCapabilities({ browserName: 'MiniBrowser', pageLoadStrategy: 'none' })
      .build();
    const session = await answers.of(Promise.resolve(building));
    // a visitor who waits for something to appear would go on asking
    await Promise.race([story(visitorAt(session, answers)), answers.missing]);
    await answers.of(session.quit());
  } finally {
    // its browser, if that is still there, goes with the screen
    await driver.end('SIGKILL');
  }
}

interface AnswersInTime {
  /** Rejects when the driver has left a command without an answer. */
  readonly missing: Promise<never>;
  of<Value>(answer: Promise<Value>): Promise<Value>;
}

function answersInTime(): AnswersInTime {
  const first = Promise.withResolvers<never>();
  first.promise.catch(() => undefined);
  return {
    missing: first.promise,
    async of(answer) {
      const timer = setTimeout(() => first.reject(new NoAnswer('WebKitWebDriver does not answer')), answerMs);
      try {
        return await Promise.race([answer, first.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function visitorAt(session: WebDriver, answers: AnswersInTime): Visitor {
  const find = (selector: string) => session.findElement(By.css(selector));
  const where = () => answers.of(session.getCurrentUrl());
  const click = (selector: string) => answers.of(find(selector).click());
  return createVisitor({
    go: (address) => answers.of(session.get(address)),
    click,
    textOf: (selector) => answers.of(find(selector).getText()),
    attributeOf: (selector, name) => answers.of(find(selector).getAttribute(name)),
    where,
    async tryApp(selector, address) {
      await click(selector);
      await eventually(async () => {
        const shown = await where();
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
