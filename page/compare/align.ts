/**
 * Two sequences beside each other, with what they have in common on one line.
 *
 * @module
 */

/** A line: what stands on the left and on the right, of which one may be missing. */
export interface Pair<Value> {
  /** From the first sequence. */
  readonly left: Value | undefined;
  /** From the second. */
  readonly right: Value | undefined;
}

/**
 * Aligns two sequences along a longest common subsequence. It takes time and memory in proportion to the
 * product of both lengths.
 *
 * @param left The first.
 * @param right The second.
 * @param key What makes two values the same.
 * @returns The lines, in order.
 */
export function align<Value>(
  left: readonly Value[],
  right: readonly Value[],
  key: (value: Value) => string,
): Pair<Value>[] {
  const a = left.map(key);
  const b = right.map(key);
  // common[i][j]: the length of a longest common subsequence of what follows i and j.
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i]![j] = a[i] === b[j]
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const pairs: Pair<Value>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pairs.push({ left: left[i++], right: right[j++] });
    } else if (j === b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) {
      pairs.push({ left: left[i++], right: undefined });
    } else {
      pairs.push({ left: undefined, right: right[j++] });
    }
  }
  return pairs;
}
