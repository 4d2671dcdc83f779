/**
 * Recorded connections as the page keeps them.
 *
 * @module
 */
import { Decoder } from "../../../tls/decoder.ts";
import type { Side } from "../../../tls/event.ts";
import { Archive } from "../../../view/session/archive.ts";
import type { Recording, SessionBasics } from "../../../view/session/recording.ts";

/** When every recorded session begins, in seconds since 1970. */
export const BEGAN = 1_800_000_000;

/** A session's basics. */
export const BASICS: SessionBasics = {
  origin: "outside",
  scenario: null,
  run: 1,
  title: { en: "A recorded one", zh: "已录制" },
  ends: {
    client: { hostname: "127.0.0.1", port: 50000 },
    server: { hostname: "127.0.0.1", port: 443 },
  },
  via: null,
  began: BEGAN,
  trust: { roots: [], trusted: { en: "nobody", zh: "无" }, host: null },
};

/** What passed and the secrets to read it. */
export interface Recorded {
  readonly keyLog: string;
  readonly records: readonly { readonly from: Side; readonly bytes: Uint8Array }[];
}

/** Keeps a recorded connection: all of it, one record every tenth of a second. */
export function keep(
  { keyLog, records }: Recorded,
  { archive = new Archive(), end = true, basics = BASICS } = {},
): Recording {
  const recording = archive.open(basics);
  const decoder = new Decoder({ emit: (event) => recording.take(event) });
  decoder.addKeys(keyLog);
  const connection = decoder.open({ client: "127.0.0.1:50000", server: "127.0.0.1:443" });
  recording.follow({
    get summary() {
      return connection.summary;
    },
    get speaksTls() {
      return connection.speaksTls;
    },
    secrets: keyLog,
  });
  for (const [i, { from, bytes }] of records.entries()) {
    recording.data(from, bytes, BEGAN + i / 10);
    connection.push(from, bytes, BEGAN + i / 10);
  }
  if (end) {
    decoder.close(connection);
    recording.end(BEGAN + records.length / 10);
  }
  return recording;
}
