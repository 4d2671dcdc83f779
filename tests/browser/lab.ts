/**
 * A running page and a browser for all tests of a file.
 *
 * @module
 */
import type { Browser } from "playwright-core";
import { type RunningView, startView } from "../view/running_view.ts";
import { settled } from "./reading.ts";
import { hasChromium, startChromium, type Visit, visit, type VisitOptions } from "./browser.ts";

/** Both. */
export interface BrowserLab {
  readonly view: RunningView;
  readonly browser: Browser;
  /** Opens the page at the first session, in which all is well. */
  visit(options?: VisitOptions): Promise<Visit>;
  /** The same visit every time, for tests that do not mind what was done before: much faster. */
  returning(): Promise<Visit>;
}

/** Starts both before the tests of the calling file, and stops them after. */
export function browserLab(): BrowserLab {
  let view: RunningView;
  let browser: Browser;
  let visitor: Promise<Visit> | undefined;
  Deno.test.beforeAll(async () => {
    if (!hasChromium()) return; // Then its tests are ignored, or fail.
    [view, browser] = await Promise.all([startView(), startChromium()]);
  });
  Deno.test.afterAll(async () => {
    try {
      await (await visitor)?.[Symbol.asyncDispose]();
    } finally {
      await browser?.close();
      await view?.[Symbol.asyncDispose]();
    }
  });
  const open = async (options?: VisitOptions) => {
    const opened = await visit(browser, `${view.url}#1`, options);
    await settled(opened.page);
    return opened;
  };
  return {
    get view() {
      return view;
    },
    get browser() {
      return browser;
    },
    visit: open,
    returning: () => visitor ??= open(),
  };
}
