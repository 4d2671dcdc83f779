/**
 * Talks that pass a relay, told afterwards with the keys.
 *
 * @module
 */
import { startRelay } from "../../tap/relay.ts";
import { Decoder } from "../../tls/decoder.ts";
import type { ConnectionEvent, Side, TlsEvent } from "../../tls/event.ts";
import { overhear, until } from "../tap/overheard.ts";

/** A relay to a server, and what passes through it. */
export interface OverheardTalk extends AsyncDisposable {
  /** Where it listens. */
  readonly port: number;
  /** Where a client's key log goes, line by line. */
  readonly onSecret: (line: string) => void;
  /** What passed on a connection, counted from 1, once it is over. */
  told(connection: number): Promise<Told>;
}

/** What passed on a connection. */
export interface Told {
  readonly summary: ConnectionEvent;
  /** The messages of one side, by name, and its alerts. */
  said(side: Side): string[];
}

/** Listens in front of a server. */
export async function overhearTalk(port: number): Promise<OverheardTalk> {
  const sink = overhear();
  const passed: { id: number; from: Side; bytes: Uint8Array; time: number }[] = [];
  let keyLog = "";
  const relay = await startRelay({
    listen: { hostname: "127.0.0.1", port: 0 },
    connect: { hostname: "127.0.0.1", port },
    sink: {
      ...sink,
      data: (id, from, bytes, time) => void passed.push({ id, from, bytes, time }),
    },
  });
  return {
    port: relay.port,
    onSecret: (line) => keyLog += line,
    async told(connection) {
      await until(() => sink.words.includes(`${connection} closed`));
      const events: TlsEvent[] = [];
      const decoder = new Decoder({ emit: (event) => events.push(event) });
      decoder.keys.add(keyLog);
      const decoded = decoder.open({ client: "127.0.0.1:1", server: "127.0.0.1:2" });
      for (const { id, from, bytes, time } of passed) {
        if (id === connection) decoded.push(from, bytes, time);
      }
      decoder.close(decoded);
      return {
        summary: events.find((event) => event.type === "connection")!,
        said: (side) =>
          events.flatMap((event) => {
            if (event.type === "message" && event.from === side) return [event.name];
            return event.type === "alert" && event.from === side ? [event.description] : [];
          }),
      };
    },
    async [Symbol.asyncDispose]() {
      await relay.stop();
    },
  };
}
