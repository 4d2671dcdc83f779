/**
 * Connections changed at random: on the way, or in what was said before it was sealed.
 *
 * @module
 */
import type { Random } from "../../support/random.ts";
import type { Sent } from "./listen.ts";
import { record, type Spoken } from "./spoken.ts";

/** Values that are at the edge of something. */
const EDGES = [0, 1, 2, 3, 0x7f, 0x80, 0xfe, 0xff];

/** Bytes with a few of them changed: bits, whole bytes, some cut out, put in or doubled. */
export function changedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let changed: Uint8Array = bytes.slice();
  for (let times = 1 + random.below(3); times > 0; times--) {
    const at = random.below(changed.length + 1);
    const length = 1 + random.below(8);
    switch (random.below(6)) {
      case 0:
        changed[at]! ^= 1 << random.below(8);
        break;
      case 1:
        changed[at] = random.of(EDGES);
        break;
      case 2:
        changed[at] = random.below(256);
        break;
      case 3:
        changed = joined(changed.subarray(0, at), changed.subarray(at + length));
        break;
      case 4:
        changed = joined(changed.subarray(0, at), random.bytes(length), changed.subarray(at));
        break;
      default:
        changed = joined(changed.subarray(0, at + length), changed.subarray(at));
    }
  }
  return changed;
}

/** A connection with some of what was sent changed. */
export function changedOnTheWay(sent: readonly Sent[], random: Random): Sent[] {
  const changed = [...sent];
  for (let times = 1 + random.below(2); times > 0; times--) {
    const at = random.below(changed.length);
    const { from, bytes } = changed[at]!;
    changed[at] = { from, bytes: changedBytes(bytes, random) };
  }
  return changed;
}

/** A connection whose pieces are cut, joined, swapped, doubled, left out or mixed with another's. */
export function rearranged(
  sent: readonly Sent[],
  other: readonly Sent[],
  random: Random,
): Sent[] {
  let all = [...sent];
  for (let times = 1 + random.below(3); times > 0; times--) {
    if (all.length === 0) return all;
    const [at, to] = [random.below(all.length), random.below(all.length)];
    const { from, bytes } = all[at]!;
    const cut = random.below(bytes.length + 1);
    switch (random.below(8)) {
      case 0: // Truncated.
        all[at] = { from, bytes: bytes.subarray(0, cut) };
        break;
      case 1: // All that follows is missing.
        all = all.slice(0, at + 1);
        break;
      case 2: // Split.
        all.splice(at, 1, { from, bytes: bytes.subarray(0, cut) }, {
          from,
          bytes: bytes.subarray(cut),
        });
        break;
      case 3: // Swapped.
        [all[at], all[to]] = [all[to]!, all[at]!];
        break;
      case 4: // Doubled.
        all.splice(to, 0, all[at]!);
        break;
      case 5: // Left out.
        all.splice(at, 1);
        break;
      case 6: // Said by the other side.
        all[at] = { from: from === "client" ? "server" : "client", bytes };
        break;
      default: // Spliced.
        all = [...all.slice(0, at), ...other.slice(random.below(other.length))];
    }
  }
  return all;
}

/** A conversation in which some of what was said is changed, so that it is sealed as it is then. */
export function misspoken(spoken: readonly Spoken[], random: Random): Spoken[] {
  const all = [...spoken];
  for (let times = 1 + random.below(2); times > 0; times--) {
    const at = random.below(all.length);
    const said = all[at]!;
    switch (random.below(12)) {
      case 0:
        all[at] = { ...said, contentType: random.of([0, 20, 21, 22, 23, 24, 99]) };
        break;
      case 1:
        all[at] = { ...said, padding: random.below(300) };
        break;
      case 2:
        all.splice(at, 0, all[random.below(all.length)]!);
        break;
      case 3:
        all.splice(at, 1, ...halves(said, random));
        break;
      default:
        all[at] = { ...said, content: changedMessage(said, random) };
    }
  }
  return all;
}

function halves(said: Spoken, random: Random): Spoken[] {
  const cut = random.below(said.content.length + 1);
  const [first, second] = [said.content.subarray(0, cut), said.content.subarray(cut)];
  return [{ ...said, content: first }, { ...said, content: second }];
}

/** Mostly the length in the header of a message is made to fit again, so that more of it is read. */
function changedMessage({ contentType, content }: Spoken, random: Random): Uint8Array {
  if (contentType !== 22 || random.below(4) === 0) return changedBytes(content, random);
  const body = changedBytes(content.subarray(4), random);
  const { length } = body;
  return joined(new Uint8Array([content[0] ?? 0, length >> 16, length >> 8, length]), body);
}

/** Bytes at random, some of which look like records. */
export function randomTalk(random: Random): Sent[] {
  return Array.from({ length: 1 + random.below(12) }, () => {
    const bytes = random.bytes(random.below(90));
    const type = random.of([20, 21, 22, 22, 22, 23, 24, 99]);
    if (bytes.length > 4 && random.below(2) === 0) {
      bytes.set([random.of([1, 2, 4, 8, 11, 13, 15, 20, 25]), 0, 0, bytes.length - 4]);
    }
    return {
      from: random.of(["client", "server"] as const),
      bytes: random.below(5) === 0 ? bytes : record(type, bytes, random.of([0x0301, 0x0303])),
    };
  });
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
