/**
 * A scenario while it is being played.
 *
 * @module
 */
import type { Session } from "../../talk/session.ts";
import type { Place } from "../../tap/relay.ts";
import type { ResumableSession } from "../../tls/client/session.ts";
import type { Stage } from "../stage.ts";
import type { Credentials } from "./identity.ts";
import type { Scenario } from "./scenario.ts";

/** Where everybody in a scenario is: this machine, and nobody else. */
export const LOOPBACK = "127.0.0.1";

/** What all visits of a scenario have in common. */
export interface Scene {
  /** The scenario. */
  readonly scenario: Scenario;
  /** What it is played on. */
  readonly stage: Stage;
  /** What the server proves itself with, and what the client judges that by. */
  readonly credentials: Credentials;
  /** Where the tap listens, behind which the server is. */
  readonly tap: Place;
  /** How long a visit may take until something comes of it, in seconds. */
  readonly patience: number;
}

/** The courses of a handshake: with a second client_hello or without, or with an earlier session. */
export type Handshake = "full" | "retried" | "resumed";

/** What a client has once the server has proved itself. */
export interface Connected {
  /** The talk. */
  readonly session: Session;
  /** What course the handshake took, as far as the client tells. */
  readonly handshake: Handshake;
  /** With what its session can be taken up, the newest last; grows as the server sends tickets. */
  readonly tickets?: readonly ResumableSession[];
}

/** A visit whose talk is open. */
export interface Talking extends Connected {
  /** Resolves when the talk has ended. */
  readonly over: Promise<void>;
}
