/**
 * How Chromium is started by the tests.
 *
 * @module
 */

/** Where Debian keeps it. */
export const CHROMIUM = "/usr/bin/chromium";

/** Nothing of it calls home, and it runs as root too. */
export const FLAGS: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
