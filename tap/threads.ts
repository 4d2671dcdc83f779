/**
 * Decoding the connections of a capture in several threads at once.
 *
 * Each connection is decoded in one thread. A connection of TLS 1.3 stands by itself, so any thread will
 * do; up to TLS 1.2 one may take up a session of another, so those with the same server share a thread.
 * Lines are told in the order in which what they tell passed, as if there were one thread.
 *
 * @module
 */
import { getColorEnabled } from "@std/fmt/colors";
import { type Language, language } from "../cli/language.ts";
import type { Side } from "../tls/event.ts";
import { KeyLog } from "../tls/key_log.ts";
import { type Batch, Packing } from "./batch.ts";
import type { FlowCount, FlowEnds, FlowOptions, FlowSink } from "./flows.ts";
import type { ViewOptions } from "./view.ts";

/** What a thread is told to do. */
export type Order =
  | {
    readonly what: "start";
    readonly view: ViewOptions;
    readonly options: FlowOptions;
    readonly language: Language;
    readonly colour: boolean;
  }
  | { readonly what: "keys"; readonly keyLog: Uint8Array }
  | { readonly what: "batch"; readonly batch: Batch }
  | { readonly what: "end" };

/** What a thread answers to a batch, and to the end. */
export interface Answer {
  /** The places of the calls that something came of, in order. */
  readonly orders: readonly number[];
  /** The lines that tell it, for each of those. */
  readonly texts: readonly string[];
  /** At the end, how many connections there were. */
  readonly count?: FlowCount;
}

/** How many batches may be under way: what waits in threads is bounded by that. */
const UNDER_WAY = 4;

interface Thread {
  readonly worker: Worker;
  readonly packing: Packing;
  readonly answers: ((answer: Answer) => void)[];
  /** How many key logs it has been sent whole. */
  logs: number;
}

/** Decodes the connections of a capture in several threads. */
export class Threads implements FlowSink {
  readonly #threads: readonly Thread[];
  readonly #keys = new KeyLog();
  readonly #keyLogs: Uint8Array[] = [];
  readonly #print: (lines: readonly string[]) => void;
  /** Which thread has which connection; undefined as long as it has carried nothing. */
  readonly #assigned = new Map<number, Thread>();
  #next = 0;
  #order = 0;
  /** Batches that have not been told, oldest first. */
  readonly #underWay: Promise<void>[] = [];
  #told: Promise<void> = Promise.resolve();
  #failed: Error | undefined;

  /**
   * Starts the threads.
   *
   * @param count How many.
   * @param options What is told, how, and who prints it.
   */
  constructor(
    count: number,
    { view, print, ...options }: FlowOptions & {
      readonly view: ViewOptions;
      readonly print: (lines: readonly string[]) => void;
    },
  ) {
    this.#print = print;
    this.#threads = Array.from({ length: count }, () => {
      const worker = new Worker(new URL("./flow_worker.ts", import.meta.url), { type: "module" });
      const answers: Thread["answers"] = [];
      worker.onmessage = ({ data }: MessageEvent<Answer>) => answers.shift()?.(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#failed = new Error(event.message);
        for (const answer of answers.splice(0)) answer(NOTHING);
      };
      return { worker, packing: new Packing(), answers, logs: 0 };
    });
    const start: Order = {
      what: "start",
      view,
      options,
      language: language(),
      colour: getColorEnabled(),
    };
    for (const { worker } of this.#threads) worker.postMessage(start);
  }

  /** A key log, or part of one that ends with a line. */
  keys(keyLog: Uint8Array): void {
    this.#keys.add(keyLog);
    this.#keys.end();
    this.#keyLogs.push(keyLog);
    for (const thread of this.#threads) if (thread.logs > 0) this.#sendKeys(thread);
  }

  /** What a side sent next. */
  data(flow: FlowEnds, from: Side, bytes: Uint8Array, time: number): void {
    this.#threadOf(flow, from === "client" ? bytes : undefined)
      .packing.data(this.#order++, flow, from, bytes, time);
  }

  /** Bytes of a side are missing here. */
  gap(flow: FlowEnds, from: Side, length: number, time: number): void {
    this.#threadOf(flow).packing.gap(this.#order++, flow, from, length, time);
  }

  /** A connection is over. */
  closed(flow: FlowEnds): void {
    this.#assigned.get(flow.id)?.packing.closed(this.#order++, flow);
    this.#assigned.delete(flow.id);
  }

  /** Sends what has been packed, and resolves when there is room for more. */
  async settle(): Promise<void> {
    this.#send();
    while (this.#underWay.length >= UNDER_WAY) await this.#underWay.shift();
    if (this.#failed) throw this.#failed;
  }

  /** Ends the threads. */
  async end(): Promise<FlowCount> {
    this.#send();
    const count = { connections: 0, others: 0 };
    this.#order++;
    const ends = this.#threads.map((thread) => this.#ask(thread, { what: "end" }));
    await this.#told;
    const answers = await Promise.all(ends);
    for (const answer of answers) {
      count.connections += answer.count?.connections ?? 0;
      count.others += answer.count?.others ?? 0;
    }
    this.#tell(answers);
    for (const { worker } of this.#threads) worker.terminate();
    if (this.#failed) throw this.#failed;
    return count;
  }

  /** The thread of a connection; chosen when it first carries something. */
  #threadOf(flow: FlowEnds, begin?: Uint8Array): Thread {
    let thread = this.#assigned.get(flow.id);
    if (!thread) {
      const lines = begin && this.#linesOf(begin);
      const place = lines === undefined ? hashOf(flow.server) : this.#next++;
      this.#assigned.set(flow.id, thread = this.#threads[place % this.#threads.length]!);
      if (lines === undefined) this.#sendKeys(thread);
      else thread.packing.keys(lines);
    }
    return thread;
  }

  /**
   * The secrets of a connection that stands by itself: it begins with a ClientHello for which the key log
   * has secrets of TLS 1.3.
   */
  #linesOf(begin: Uint8Array): string | undefined {
    if (begin.length < RANDOM_END || begin[0] !== 22 || begin[5] !== 1) return undefined;
    const random = begin.subarray(RANDOM_END - 32, RANDOM_END);
    const alone = this.#keys.secretsOf(random)?.has("CLIENT_TRAFFIC_SECRET_0") ?? false;
    return alone ? this.#keys.linesOf(random) : undefined;
  }

  /** Sends a thread what it does not have yet of the key logs: any line may be of its connections. */
  #sendKeys(thread: Thread): void {
    for (; thread.logs < this.#keyLogs.length; thread.logs++) {
      const order: Order = { what: "keys", keyLog: this.#keyLogs[thread.logs]! };
      thread.worker.postMessage(order);
    }
  }

  #send(): void {
    const answers = this.#threads.map((thread) => {
      const batch = thread.packing.take();
      if (batch.steps.length === 0) return undefined;
      return this.#ask(thread, { what: "batch", batch }, [batch.bytes.buffer]);
    }).filter((answer) => answer !== undefined);
    if (answers.length === 0) return;
    const before = this.#told;
    this.#told = Promise.all(answers).then(async (all) => {
      await before;
      this.#tell(all);
    });
    this.#underWay.push(this.#told);
  }

  /** Prints the lines of several threads in the order in which what they tell passed. */
  #tell(answers: readonly Answer[]): void {
    const at = answers.map(() => 0);
    const texts: string[] = [];
    for (;;) {
      let first = -1;
      let least = Infinity;
      for (const [i, { orders }] of answers.entries()) {
        const order = orders[at[i]!] ?? Infinity;
        if (order < least) [first, least] = [i, order];
      }
      if (first < 0) break;
      texts.push(answers[first]!.texts[at[first]!++]!);
    }
    this.#print(texts);
  }

  #ask({ worker, answers }: Thread, order: Order, transfer: Transferable[] = []): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    if (this.#failed) resolve(NOTHING);
    else {
      answers.push(resolve);
      worker.postMessage(order, transfer);
    }
    return promise;
  }
}

const NOTHING: Answer = { orders: [], texts: [] };

/** Where the random value of a ClientHello ends, which begins with its record. */
const RANDOM_END = 5 + 4 + 2 + 32;

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) >>> 0;
  return hash;
}
