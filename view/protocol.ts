/**
 * What the page and its server say to each other. Types alone, which both sides share.
 *
 * Live news comes over one WebSocket. The page pulls: the server tells it how many rows a session has by
 * now, and sends rows when it is asked for them. So a slow page holds up nobody, and nothing is queued
 * for it. Everything large (a message's bytes and fields, certificates, downloads) is fetched apart.
 *
 * @module
 */
import type { Language, Text } from "../cli/language.ts";
import type { Proof, ProofName, Side } from "../tls/event.ts";
import type { Field } from "../tls/field.ts";
import type { Check } from "../x509/check.ts";
import type { Fact } from "../x509/summary.ts";

/** The lists of a session, each of which only grows. */
export type ListName = "opened" | "passed" | "log";

/** A row of each list. */
export interface Lists {
  /** What was said, as whoever holds the keys reads it. */
  readonly opened: OpenedRow;
  /** What passed, as an eavesdropper sees it: records, or what was sent in plain text. */
  readonly passed: PassedRow;
  /** What client, server and tap told of it. */
  readonly log: LogRow;
}

/** One TCP connection that passed the tap, or that a capture holds. */
export interface SessionState {
  /** Its number, from 1; never used again. */
  readonly id: number;
  /** A scenario of the lab, a program from outside, or a capture that was dropped onto the page. */
  readonly origin: "lab" | "outside" | "capture";
  /** Which scenario; null for the others. */
  readonly scenario: string | null;
  /** Which run of a scenario, or which capture: its connections share the number. */
  readonly run: number;
  /** What to call it. */
  readonly title: Text;
  /** The client's address and port. */
  readonly client: string;
  /** The server's address and port. */
  readonly server: string;
  /** The tap's own address and port toward the server, by which the server knows the client; null in a capture. */
  readonly via: string | null;
  /** When it began, in seconds since 1970. */
  readonly began: number;
  /** When it ended, in seconds since 1970; null while it goes on. */
  readonly ended: number | null;
  /** Whether it speaks TLS. */
  readonly tls: boolean;
  /** Such as `TLS 1.3`; null as long as none was agreed on, here and below. */
  readonly version: string | null;
  /** Such as `TLS_AES_256_GCM_SHA384`. */
  readonly cipherSuite: string | null;
  /** The group of the key exchange, such as `x25519`. */
  readonly group: string | null;
  /** The application protocol agreed on. */
  readonly alpn: string | null;
  /** The name the client asked for. */
  readonly serverName: string | null;
  /** Whether an earlier session was taken up. */
  readonly resumed: boolean;
  /** Whether the handshake was seen to its end. */
  readonly completed: boolean;
  /** Whether everything encrypted so far could be decrypted. */
  readonly decrypted: boolean;
  /** What was proved: true it was, false it failed, null it could not be checked. */
  readonly proofs: Readonly<Partial<Record<ProofName, boolean | null>>>;
  /** How many bytes of application data each side sent. */
  readonly data: Readonly<Record<Side, number>>;
  /** How many rows each list has. */
  readonly rows: Readonly<Record<ListName, number>>;
  /** How many events were not kept because there were too many; 0 for none. */
  readonly left: number;
  /** Whether certificates were seen: they can be fetched. */
  readonly certificates: boolean;
  /** Whether it came to a connection: what passed can be downloaded as a capture. */
  readonly connected: boolean;
  /** Whether the page can send messages on it: the lab's own client holds it open. */
  readonly talking: boolean;
  /** What came of it; null as long as nothing has. */
  readonly outcome: Outcome | null;
}

/** What came of a session, in the end or so far. */
export interface Outcome {
  /** All is well; refused or broken off, as it should be; something nobody noticed but should fear. */
  readonly kind: "good" | "refused" | "harmed";
  /** In a few words. */
  readonly title: Text;
  /** Why, in a sentence or two. */
  readonly why: Text;
  /** The alert that passed, such as `unknown_ca`, and who sent it; none if none did. */
  readonly alert?: { readonly from: Side; readonly description: string };
  /** What the client or the server said of it in its own words. */
  readonly error?: Text;
}

/** Something that was said. Times are in seconds since the session began. */
export interface OpenedRow {
  /** Its place in the list. */
  readonly index: number;
  /** What kind of event told of it, see `tls/event.ts`. */
  readonly kind: "message" | "data" | "alert" | "sealed" | "skipped" | "malformed" | "gap";
  /** Who said it. */
  readonly from: Side;
  /** When the last byte of it passed. */
  readonly time: number;
  /** Such as `client_hello`; `data`; `alert`; for `malformed` what it is in. */
  readonly name: string;
  /** Whether it came encrypted. */
  readonly encrypted: boolean;
  /** How many bytes it has. */
  readonly length: number;
  /** The numbers of its records, counted from 1 on each side. */
  readonly records: readonly number[];
  /** What is worth knowing of it, most important first. Strings are the same in both languages. */
  readonly facts: readonly (string | Text)[];
  /** What it proves, if it is of that kind. */
  readonly proof?: Pick<Proof, "result" | "why">;
  /** The beginning of application data, where it is text. */
  readonly text?: string;
}

/** A record that passed, or a piece of plain text. Times are in seconds since the session began. */
export interface PassedRow {
  /** Its place in the list. */
  readonly index: number;
  /** Who sent it. */
  readonly from: Side;
  /** When the last byte of it passed. */
  readonly time: number;
  /** Its number, counted from 1 on each side; 0 where there is no TLS. */
  readonly record: number;
  /** What its header says it carries, such as `application_data`; `plain` where there is no TLS. */
  readonly name: string;
  /** Its length with its header, in bytes. */
  readonly length: number;
  /** Whether it is encrypted. What it carries are the rows of `opened` that name it among their records. */
  readonly sealed: boolean;
  /** The beginning of plain text, where there is no TLS. */
  readonly text?: string;
}

/** What client, server or tap told. Times are in seconds since the session began. */
export interface LogRow {
  /** Its place in the list. */
  readonly index: number;
  /** Who told it. */
  readonly who: "client" | "server" | "tap";
  /** When. */
  readonly time: number;
  /** A message sent, a message received, an acknowledgement sent or received, good or bad news, or else. */
  readonly kind: "sent" | "received" | "acknowledged" | "good" | "bad" | "note";
  /** What was told; for messages, what the peer or the user wrote, in no language of ours. */
  readonly text: string | Text;
  /** What to do about it. */
  readonly remedy?: Text;
  /** The sender's address and port, as the server sees it. */
  readonly peer?: string;
}

/** Why something is so, and where it is defined. */
export interface Explained {
  /** Why, in a sentence. */
  readonly text: Text;
  /** Such as `RFC 8446 section 4.1.2`. */
  readonly source: string;
  /** Where that can be read; null if nowhere. */
  readonly link: string | null;
}

/** A field, at its place in `bytes`. */
export interface DetailField extends Omit<Field, "fields"> {
  /** What it is for; which of {@linkcode Detail.explanations}. */
  readonly explained?: number;
  /** The parts of a group, in order. */
  readonly fields?: readonly DetailField[];
}

/** Bytes with the fields that tile them. */
export interface Labelled {
  /** What they are, such as `client_hello`, `data` or `record`. */
  readonly name: string;
  /** In hexadecimal digits. */
  readonly bytes: string;
  /** How many bytes there are in truth, where only the first are given. */
  readonly length: number;
  /** The fields, which tile the bytes that are given. */
  readonly fields: readonly DetailField[];
  /** What it is for; which of {@linkcode Detail.explanations}. */
  readonly explained?: number;
}

/** Everything there is to know of a row. */
export interface Detail {
  /** The message, the data or the record itself. */
  readonly content: Labelled;
  /** What it unpacks to, if it is compressed. */
  readonly inner?: Labelled;
  /** For a row of `opened`: the records it came in, as they passed. */
  readonly records: readonly Labelled[];
  /** What `explained` counts into. */
  readonly explanations: readonly Explained[];
}

/** One certificate. */
export interface CertificateCard {
  /** Where it stands: the peer's own, one in between, or a root that is trusted. */
  readonly role: "leaf" | "intermediate" | "root";
  /** Whether the peer presented it; a trusted root need not be sent. */
  readonly presented: boolean;
  /** Common name, or the whole subject where it has none. */
  readonly title: string;
  /** Who vouches for it, in the same way. */
  readonly issuer: string;
  /** What subjectAltName lists. */
  readonly names: readonly string[];
  /** The first moment it is valid at, ISO 8601. */
  readonly notBefore: string;
  /** The last moment it is valid at, ISO 8601. */
  readonly notAfter: string;
  /** Such as `EC P-256`. */
  readonly key: string;
  /** The signature's algorithm, such as `sha256WithRSAEncryption`. */
  readonly signature: string;
  /** Label and value of everything in brief. */
  readonly facts: readonly Fact[];
  /** Everything, as `openssl x509 -text` would show it. */
  readonly text: string;
  /** The certificate itself. */
  readonly pem: string;
}

/** A side's certificates, and whether they prove what they should. */
export interface Chain {
  /** Whose they are. */
  readonly side: Side;
  /** From the leaf up. */
  readonly cards: readonly CertificateCard[];
  /** Every check made, in order; `certificate` is the place of its card. */
  readonly checks: readonly Check[];
  /** Whether all of them passed. */
  readonly valid: boolean;
  /** The first failed check's sentence; null if valid. */
  readonly detail: Text | null;
  /** The name it had to cover; null if nobody asked for one. */
  readonly host: string | null;
  /** Whose roots it was judged by. */
  readonly trusted: Text;
}

/** What can be run. */
export interface ScenarioInfo {
  /** What it is asked for by. */
  readonly id: string;
  /** Nothing is wrong; the certificate is; they agree on something else; somebody meddles. */
  readonly group: "well" | "trust" | "protocol" | "attack";
  /** In a few words. */
  readonly title: Text;
  /** What is different here and what to look at. */
  readonly summary: Text;
}

/** A command for a terminal. */
export interface OutsideCommand {
  /** Such as `openssl s_client`. */
  readonly program: string;
  /** The command, for a POSIX shell. */
  readonly command: string;
  /** What it does, what to expect. */
  readonly note: Text;
}

/** What the server says. */
export type ServerMessage =
  | {
    /** Said first. */
    readonly type: "hello";
    readonly language: Language;
    readonly scenarios: readonly ScenarioInfo[];
    /** Where the lab's tap and server listen. */
    readonly tap: string;
    readonly server: string;
    readonly commands: readonly OutsideCommand[];
    /** The largest upload, in bytes. */
    readonly largestUpload: number;
    /** The numbers of the sessions there are; the news of each follows. */
    readonly sessions: readonly number[];
  }
  | { readonly type: "session"; readonly session: SessionState }
  /** A session is not kept any longer. */
  | { readonly type: "gone"; readonly session: number }
  /** Rows that were asked for, `from` on as asked; none if there are none. */
  | {
    [Name in ListName]: {
      readonly type: "rows";
      readonly session: number;
      readonly list: Name;
      readonly from: number;
      readonly rows: readonly Lists[Name][];
    };
  }[ListName]
  /** Which scenario is being made ready or has ended. */
  | {
    readonly type: "running";
    readonly scenario: string;
    readonly run: number;
    readonly done: boolean;
  }
  /** Something that was asked for failed; `of` is what, null if it was not understood. */
  | {
    readonly type: "failed";
    readonly of: PageMessage["type"] | null;
    readonly problem: Text;
    readonly remedy: Text;
  };

/** What the page says. */
export type PageMessage =
  /** Asks for at most 500 rows of a list, from an index on. */
  | {
    readonly type: "get";
    readonly session: number;
    readonly list: ListName;
    readonly from: number;
  }
  /** Runs a scenario. */
  | { readonly type: "run"; readonly scenario: string }
  /** Has the lab's client send a message. */
  | { readonly type: "send"; readonly session: number; readonly text: string }
  /** Has the lab's client say exit. */
  | { readonly type: "end"; readonly session: number }
  /** Lets go of a session that has ended. */
  | { readonly type: "forget"; readonly session: number };

/** Everything of one session, as a page that stands alone holds it. */
export interface KeptSession {
  /** The language of whoever kept it. */
  readonly language: Language;
  /** How it stood. */
  readonly session: SessionState;
  /** What was said. */
  readonly opened: readonly OpenedRow[];
  /** What passed. */
  readonly passed: readonly PassedRow[];
  /** What was told. */
  readonly log: readonly LogRow[];
  /** The details of each row, in the order of the rows. */
  readonly details: {
    readonly opened: readonly Detail[];
    readonly passed: readonly Detail[];
  };
  /** The certificates. */
  readonly chains: readonly Chain[];
}
