/**
 * Opening records before their turn, on other threads.
 *
 * @module
 */
import type { Fragment, Opened, Protection } from "./protection.ts";

/** A protection that may have opened a record before it is asked to. */
export interface Ahead extends Protection {
  /**
   * Whether a record has been opened already.
   *
   * @param record The record.
   * @returns True if {@linkcode Protection.open} has only to give what is there.
   */
  has(record: Fragment): boolean;
  /**
   * Opens records that are next, side by side.
   *
   * @param records The records, in order.
   * @param firstSequence The sequence number of the first, should nothing come in between.
   */
  openAhead(records: readonly Fragment[], firstSequence: number): Promise<void>;
}

/**
 * Gives a protection that can open records on other threads the memory to do so before their turn.
 *
 * @param protection The protection.
 * @returns The same with a memory; unchanged if it cannot.
 */
export function ahead(protection: Protection): Protection | Ahead {
  const { openMany } = protection;
  if (!openMany) return protection;
  const opened = new Map<Fragment, { sequence: number; result: Opened | undefined }>();
  return {
    open(record, sequence) {
      const known = opened.get(record);
      opened.delete(record);
      return known?.sequence === sequence ? known.result : protection.open(record, sequence);
    },
    has: (record) => opened.has(record),
    async openAhead(records, firstSequence) {
      const results = await openMany(records, firstSequence);
      for (const [i, record] of records.entries()) {
        opened.set(record, { sequence: firstSequence + i, result: results[i] });
      }
    },
  };
}
