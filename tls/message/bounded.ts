/**
 * Lists whose length prefix could hold millions of items.
 *
 * @module
 */
import { Malformed } from "../malformed.ts";
import type { Reader } from "../reader.ts";

/**
 * Reads items to the end of the scope, but no more than anybody sends: a list of 16 MiB of empty
 * items would make a tree of millions of fields.
 *
 * @param reader Where they are read from.
 * @param most How many there may be.
 * @param name What the list is called, for the error.
 * @param item Reads one item; it has to take at least a byte.
 * @returns The items.
 * @throws {Malformed} If there are more, or what `item` throws.
 */
export function itemsUpTo<T>(reader: Reader, most: number, name: string, item: () => T): T[] {
  let count = 0;
  return reader.items(() => {
    if (count++ === most) {
      throw new Malformed(
        reader.offset,
        `${name} has more than ${most} items`,
        `${name} 超过 ${most} 项`,
      );
    }
    return item();
  });
}
