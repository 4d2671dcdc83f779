/**
 * What is remembered of TCP connections that have ended.
 *
 * @module
 */

/** After how many ended connections the older half is forgotten. */
const GENERATION = 32768;

/**
 * Remembers which connections have ended, so that late copies of their segments open no new ones: the
 * last 32,768 at least, twice as many at most.
 */
export class ClosedConnections {
  // Two generations, since to look for the oldest entry of one Map again and again is slow.
  #young = new Map<string, number | undefined>();
  #old: ReadonlyMap<string, number | undefined> = new Map();

  /**
   * Adds a connection that has ended.
   *
   * @param key The name both directions share; what it stood for before is forgotten.
   * @param isn The client's initial sequence number, if it is known.
   */
  add(key: string, isn: number | undefined): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, isn);
  }

  /**
   * Tells whether a connection has ended.
   *
   * @param key The name both directions share.
   * @param isn The client's initial sequence number; by default, any will do.
   */
  has(key: string, isn?: number): boolean {
    const generation = this.#young.has(key) ? this.#young : this.#old;
    return generation.has(key) && (isn === undefined || generation.get(key) === isn);
  }
}
