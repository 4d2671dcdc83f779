/**
 * What every answer tells the browser to refuse, whatever the page tries.
 *
 * @module
 */

/**
 * The Content-Security-Policy: everything comes from this server, nothing is inline, no string becomes
 * markup or script.
 *
 * @param host The host and port that the page calls; none where the caller is not known to be the page.
 * @returns The header's value.
 */
export function contentSecurityPolicy(host: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Not every browser counts a WebSocket of the same host as 'self' (w3c/webappsec-csp#7).
    `connect-src 'self'${host === undefined ? "" : ` ws://${host}`}`,
    "img-src data:",
    "font-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}

/** What the page never needs: a script that got in could not use it either. */
const PERMISSIONS = [
  "accelerometer",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "hid",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "serial",
  "usb",
].map((feature) => `${feature}=()`).join(", ");

/**
 * Puts the headers on an answer.
 *
 * @param response The answer.
 * @param host The host and port that the page calls; see {@linkcode contentSecurityPolicy}.
 * @returns The same answer.
 */
export function secured(response: Response, host?: string): Response {
  const { headers } = response;
  headers.set("content-security-policy", contentSecurityPolicy(host));
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("cross-origin-opener-policy", "same-origin");
  headers.set("cross-origin-resource-policy", "same-origin");
  headers.set("cache-control", "no-store");
  headers.set("permissions-policy", PERMISSIONS);
  return response;
}
