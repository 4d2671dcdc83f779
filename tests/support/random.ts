/**
 * Random input that is the same on every run.
 *
 * @module
 */

/** Random numbers from a seed (mulberry32). */
export class Random {
  #state: number;

  /** @param seed Any whole number; the same one gives the same numbers. */
  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to but not including `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * end);
  }

  /** One of the members of a list. */
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** Random bytes. */
  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }

  /** A copy with a few bytes changed, cut out, doubled or put in. */
  mutate(bytes: Uint8Array): Uint8Array {
    const copy = [...bytes];
    for (let times = 1 + this.below(4); times > 0; times--) {
      const at = this.below(copy.length + 1);
      switch (this.below(4)) {
        case 0:
          copy[Math.min(at, copy.length)] = this.below(256);
          break;
        case 1:
          copy.splice(at, 1 + this.below(4));
          break;
        case 2:
          copy.splice(at, 0, this.below(256));
          break;
        default:
          copy[Math.min(at, copy.length)] = this.of([0, 1, 0x7f, 0x80, 0x81, 0x84, 0xff]);
      }
    }
    return Uint8Array.from(copy);
  }
}
