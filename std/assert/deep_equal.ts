type Key = string | symbol;
type Pair = readonly [object, object];

/**
 * Says whether two values have the same content.
 *
 * `open` holds the pairs whose comparison is under way further up: meeting one again means that
 * both values loop back in the same place, which makes no difference between them.
 */
export function deepEqual(a: unknown, b: unknown, open: readonly Pair[] = []): boolean {
  if (sameValue(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (a instanceof Date && b instanceof Date) return sameValue(a.getTime(), b.getTime());
  if (kindOf(a) !== kindOf(b)) return false;
  if (open.some(([x, y]) => x === a && y === b)) return true;

  const inside: readonly Pair[] = [...open, [a, b]];
  const same = (x: unknown, y: unknown) => deepEqual(x, y, inside);

  if (isTypedArray(a) && isTypedArray(b)) return sameElements(a, b);
  if (isBuffer(a) && isBuffer(b)) return sameElements(new Uint8Array(a), new Uint8Array(b));
  if (a instanceof WeakRef && b instanceof WeakRef) return same(a.deref(), b.deref());
  if (a instanceof WeakMap || a instanceof WeakSet) {
    throw new TypeError("Nobody can see into weak maps and weak sets to compare them");
  }
  // Their text is all there is to these; what else they hold is where they stand or belong.
  if (a instanceof RegExp || a instanceof URL || a instanceof URLSearchParams) {
    return String(a) === String(b);
  }
  if (Object.keys(a).length !== Object.keys(b).length) return false;
  if ((a instanceof Map && b instanceof Map) || (a instanceof Set && b instanceof Set)) {
    return a.size === b.size && a.entries().every((entry) => hasEntry(b, entry, same));
  }

  const valueOf = (object: object, key: Key) => (object as Record<Key, unknown>)[key];
  // Each once: twice on every level would take for ever on a deep tree.
  return [...comparedKeys(a).union(comparedKeys(b))].every((key) =>
    key in a && key in b && same(valueOf(a, key), valueOf(b, key))
  );
}

function sameValue(a: unknown, b: unknown): boolean {
  return a === b || Object.is(a, b);
}

/** Functions are left out on purpose: only identity makes two of them equal. */
function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The prototype, or the one of plain objects for an object that has none. */
function kindOf(object: object): unknown {
  return Object.getPrototypeOf(object) ?? Object.prototype;
}

function isTypedArray(value: object): value is Uint8Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function isBuffer(value: object): value is ArrayBuffer | SharedArrayBuffer {
  return value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
}

function sameElements(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((element, i) => sameValue(element, b[i]));
}

/** Looks for an entry with an equal key and value; only keys that are objects need a search. */
function hasEntry(
  collection: Map<unknown, unknown> | Set<unknown>,
  [key, value]: [unknown, unknown],
  same: (x: unknown, y: unknown) => boolean,
): boolean {
  if (!isObject(key)) {
    return collection.has(key) && (collection instanceof Set || same(value, collection.get(key)));
  }
  return collection.entries().some((other) => same(key, other[0]) && same(value, other[1]));
}

/**
 * The properties that make up the content: of plain objects and arrays those that can be listed,
 * and of an instance of a class everything it owns or inherits, as getters show its inner state.
 */
function comparedKeys(object: object): Set<Key> {
  const kind = kindOf(object);
  if (kind === Object.prototype || kind === Array.prototype) {
    return new Set(Reflect.ownKeys({ ...object }));
  }
  const keys: Key[] = [];
  let owner: object | null = object;
  while (owner && owner !== Object.prototype && owner !== Array.prototype) {
    keys.push(...Reflect.ownKeys(owner));
    owner = Object.getPrototypeOf(owner);
  }
  return new Set(keys);
}
