/**
 * Chromium, and visits to the page in it.
 *
 * @module
 */
import "./no_wsl.ts";
import { CHROMIUM, FLAGS } from "./chromium.ts";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

/** Whether Chromium is there. */
export function hasChromium(): boolean {
  try {
    return Deno.statSync(CHROMIUM).isFile;
  } catch {
    return false;
  }
}

/** Starts Chromium. */
export async function startChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS] });
}

/** How a visit differs from a returning visitor's on a wide, light screen. */
export interface VisitOptions extends BrowserContextOptions {
  /** Whether the page has never been visited: then it offers its tour. */
  readonly first?: boolean;
  /** What the browser may complain of here; nothing by default. */
  readonly allowed?: RegExp;
}

/** A visit: a browser with no past, and the page. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** What the browser complained of so far. */
  readonly complaints: readonly string[];
}

/**
 * Opens the page as a visitor would. When the `using` block ends it throws if the browser complained of
 * anything: an error on the console or in a script, something the policy blocked, a dialog, or a request
 * that left this machine.
 */
export async function visit(
  browser: Browser,
  url: string,
  { first = false, allowed = /(?!)/, ...options }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: "light",
    reducedMotion: "reduce",
    locale: "en-GB",
    ...(!first && { storageState: returning(url) }),
    ...options,
  });
  context.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  const complain = (what: string) => void (allowed.test(what) || complaints.push(what));
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      complain(`console: ${message.text()}`);
    }
  });
  context.on("weberror", (error) => complain(`script: ${error.error().stack}`));
  context.on("dialog", (dialog) => {
    complain(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  context.on("request", (request) => {
    if (leaves(request.url())) complain(`request: ${request.url()}`);
  });
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      console.error(`policy: ${violatedDirective} blocked ${blockedURI}`);
    })
  );
  const page = await context.newPage();
  page.on("websocket", (socket) => {
    if (leaves(socket.url())) complain(`socket: ${socket.url()}`);
  });
  await page.goto(url);
  return {
    page,
    complaints,
    async [Symbol.asyncDispose]() {
      await context.close();
      if (complaints.length > 0) throw new Error(`Chromium complained:\n${complaints.join("\n")}`);
    },
  };
}

/** Whether an address is on another machine. */
function leaves(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return /^(https?|wss?):$/.test(protocol) && hostname !== "127.0.0.1";
}

/** What the page remembers of someone who has been here before. */
function returning(url: string): NonNullable<BrowserContextOptions["storageState"]> {
  const localStorage = [{ name: "tls-lab.toured", value: "yes" }];
  return { cookies: [], origins: [{ origin: new URL(url).origin, localStorage }] };
}
