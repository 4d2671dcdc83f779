/**
 * A head start for the first TLS handshake.
 *
 * The TLS library seeds its random number generator from the timing of the processor the first time
 * it needs it: about 30 ms on the thread that asks. Making a key on a pool thread early has that done
 * beside everything else that happens before the handshake.
 *
 * @module
 */

/** Begins seeding in the background; needs no waiting for. */
export function seedEarly(): void {
  crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"])
    .catch(() => {}); // Then the handshake seeds, as it would have done anyway.
}
