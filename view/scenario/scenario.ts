/**
 * What a scenario is: data that says how one run differs from the ordinary, and what should come of it.
 *
 * Everything left out is as it is when all is well: TLS 1.3, the lab's own certificate, a client that
 * trusts the lab's authority and expects `localhost`.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";
import type { Meddler } from "../../tap/meddler.ts";
import type { Side } from "../../tls/event.ts";
import type { ScenarioInfo } from "../protocol.ts";

/** One entry of the menu, ready to be played. */
export interface Scenario extends ScenarioInfo {
  /** What the server speaks at best. */
  readonly protocol?: "TLS 1.3" | "TLS 1.2" | "plain TCP";
  /** The certificate and key the server is given. */
  readonly certificate?: CertificateRecipe;
  /** Who stands on the wire and changes what passes; one for each connection. */
  readonly meddle?: () => Meddler;
  /** The client's connections, one after the other. The last one's talk stays open for the page. */
  readonly visits: readonly [Visit, ...Visit[]];
}

/** How to make a certificate. What is left out is as it should be. */
export interface CertificateRecipe {
  /** Who signs it: the lab's authority, one that nobody trusts, or the certificate's own key. */
  readonly issuer?: "lab" | "stranger" | "itself";
  /** What subjectAltName lists, this machine's names by default; there is none if empty. */
  readonly names?: readonly string[];
  /** When it is valid, in days from now. */
  readonly days?: { readonly from: number; readonly until: number };
  /** Set to give the server the private key of another pair. */
  readonly key?: "another";
}

/** One connection of a client. */
export interface Visit {
  /** What to call its session; the scenario's title by default. */
  readonly title?: Text;
  /** The client that is used, `client.ts` by default, or one of this project's own that can do more. */
  readonly client?: OwnClient;
  /** What the client says. */
  readonly messages: readonly string[];
  /** What should come of it, and what that means. */
  readonly ending: Ending;
}

/** What is asked of the client that is written in this project, down to the records. */
export interface OwnClient {
  /** Set to send a client_hello without a key share, which the server has to ask for. */
  readonly keyShares?: "none";
  /** Set to take up the session of the visit before. */
  readonly resumes?: true;
}

/** What should come of a visit, and how it is explained if that is what came. */
export interface Ending {
  /** What has to happen for the explanation to be true. */
  readonly when: Happening;
  /** In a few words. */
  readonly title: Text;
  /** Why: what was checked, what it means. */
  readonly why: Text;
}

/** What can come of a visit. */
export type Happening =
  /** Every message was acknowledged. */
  | "answered"
  /** The same, after the server had asked for another client_hello. */
  | "retried"
  /** The same, in a session that was taken up again. */
  | "resumed"
  /** An answer arrived that the server had not given. */
  | "altered"
  /** The server did not start, as its certificate and its key are no pair. */
  | "mismatched"
  /** It was broken off with this alert. */
  | Alert;

/** An alert and who sent it. */
export interface Alert {
  /** Who sent it. */
  readonly from: Side;
  /** Such as `unknown_ca`. */
  readonly description: string;
}
