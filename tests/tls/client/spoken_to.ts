/**
 * A client of TLS 1.3 and everything it told, for tests to look at.
 *
 * @module
 */
import { TlsClient, type TlsClientOptions } from "../../../tls/client/client.ts";
import type { ResumableSession } from "../../../tls/client/session.ts";
import { TlsError } from "../../../tls/client/tls_error.ts";
import { joinBytes } from "../../../x509/der.ts";
import { Random } from "../../support/random.ts";
import type { Heard, ScriptedServer } from "./scripted_server.ts";

/** A client that has begun. */
export class SpokenTo {
  chain: readonly Uint8Array[] | undefined;
  readonly data: Uint8Array[] = [];
  readonly sessions: ResumableSession[] = [];
  readonly secrets: string[] = [];
  closed = false;
  readonly client: TlsClient;
  #sent: Uint8Array[] = [];

  /** The same seed gives the same random bytes. */
  constructor(options: Partial<TlsClientOptions> = {}, seed = 1) {
    const random = new Random(seed);
    this.client = new TlsClient({
      serverName: "a.test",
      alpn: ["tls-lab/1"],
      random: (length) => random.bytes(length),
      ...options,
    }, {
      send: (bytes) => this.#sent.push(bytes),
      certificate: (chain) => this.chain = chain,
      data: (bytes) => this.data.push(bytes),
      session: (session) => this.sessions.push(session),
      closed: () => this.closed = true,
      secret: (line) => this.secrets.push(line),
    });
    this.client.start();
  }

  /** What was sent since this was last asked. */
  sent(): Uint8Array {
    return joinBytes(this.#sent.splice(0));
  }

  /** Goes through the handshake up to the certificate. */
  meet(server: ScriptedServer): void {
    for (let turn = 0; turn < 3 && !this.chain; turn++) {
      this.client.receive(server.hear(this.sent()).answer);
    }
  }

  /** Goes through the handshake, and gives what the server heard of it at last. */
  greet(server: ScriptedServer): Heard[] {
    this.meet(server);
    this.client.accept();
    return server.hear(this.sent()).heard;
  }
}

/** What a client did when something was said to it. */
export interface Reaction {
  /** The alert of the error it threw; undefined if it threw none. */
  readonly thrown: string | undefined;
  /** The alert the server was sent, by its number. */
  readonly sent: number | undefined;
}

/** Does something to a client that may not stand it; anything but a typed error is passed on. */
export function reactionOf(to: SpokenTo, server: ScriptedServer, act: () => void): Reaction {
  let thrown: string | undefined;
  try {
    act();
  } catch (error) {
    if (!(error instanceof TlsError)) throw error;
    thrown = error.alert;
  }
  const alert = server.hear(to.sent()).heard.find(({ contentType }) => contentType === 21);
  return { thrown, sent: alert?.content[1] };
}
