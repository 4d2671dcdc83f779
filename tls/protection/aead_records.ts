/**
 * Records that an AEAD protects, on this thread or on others.
 *
 * @module
 */
import type { Aead } from "./aead.ts";
import type { Fragment, Opened, Protection } from "./protection.ts";

/** How a version and a suite lay out a record for the AEAD. */
export interface AeadLayout {
  /** The nonce of a record; undefined if the record is too short to have one. */
  nonce(record: Fragment, sequence: number): Uint8Array | undefined;
  /** The additional data of a record. */
  additional(record: Fragment, sequence: number): Uint8Array;
  /** How many bytes of the nonce each record carries in front. */
  readonly explicitNonce: number;
  /** What an opened record carries; undefined if it cannot be that. */
  opened(record: Fragment, plaintext: Uint8Array): Opened | undefined;
}

/**
 * The protection an AEAD and a layout make.
 *
 * @param aead The AEAD with its key.
 * @param layout The layout of records.
 * @returns The protection; with `openMany` if the AEAD can work on other threads.
 */
export function aeadRecords(aead: Aead, layout: AeadLayout): Protection {
  const { explicitNonce } = layout;
  const { openLater } = aead;
  const sealedOf = ({ fragment }: Fragment) =>
    explicitNonce === 0 ? fragment : fragment.subarray(explicitNonce);

  const open = (record: Fragment, sequence: number): Opened | undefined => {
    const nonce = layout.nonce(record, sequence);
    if (!nonce) return undefined;
    const additional = layout.additional(record, sequence);
    const plaintext = aead.open(nonce, additional, sealedOf(record));
    return plaintext && layout.opened(record, plaintext);
  };
  if (!openLater) return { open };

  const openOne = async (record: Fragment, sequence: number): Promise<Opened | undefined> => {
    const nonce = layout.nonce(record, sequence);
    if (!nonce) return undefined;
    const additional = layout.additional(record, sequence);
    const plaintext = await openLater(nonce, additional, sealedOf(record));
    return plaintext && layout.opened(record, plaintext);
  };
  return {
    open,
    openMany: (records, firstSequence) =>
      Promise.all(records.map((record, i) => openOne(record, firstSequence + i))),
  };
}
