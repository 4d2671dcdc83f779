/**
 * Whoever changes what passes.
 *
 * @module
 */
import type { Side } from "../tls/event.ts";

/** Changes what one connection carries. */
export interface Meddler {
  /** Whether it has done what it wanted, and lets everything pass from now on. */
  readonly done: boolean;
  /**
   * Lets bytes pass.
   *
   * @param from Who sent them.
   * @param bytes The bytes, which are not to be changed in place.
   * @returns What is passed on instead: the same, or others.
   */
  pass(from: Side, bytes: Uint8Array): Uint8Array;
}
