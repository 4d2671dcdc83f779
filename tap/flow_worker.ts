/**
 * A thread that decodes some of the connections of a capture: it is sent batches, and answers each with
 * the lines that tell what was in it.
 *
 * @module
 */
import { setLanguage } from "../cli/language.ts";
import { setColorEnabled } from "@std/fmt/colors";
import { unpack } from "./batch.ts";
import { FlowDecoder } from "./flows.ts";
import type { Answer, Order } from "./threads.ts";
import { viewOf } from "./view.ts";

/** The calls that something came of, and the lines that tell it. */
let orders: number[] = [];
let texts: string[] = [];
let place = 0;
let decoder: FlowDecoder | undefined;

/** What a worker may use of its global scope. */
const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<Order>) => void;
  postMessage(answer: Answer): void;
};

/** One order after the other, though some take their time. */
let done: Promise<void> = Promise.resolve();
thread.onmessage = ({ data }) => {
  done = done.then(() => follow(data));
};

async function follow(order: Order): Promise<void> {
  switch (order.what) {
    case "start": {
      setLanguage(order.language);
      setColorEnabled(order.colour);
      const view = viewOf(order.view);
      decoder = new FlowDecoder({
        ...order.options,
        emit: (event) => view(event).forEach(add),
      });
      return;
    }
    case "keys":
      return decoder!.keys(order.keyLog);
    case "batch":
      unpack(order.batch, decoder!, (order) => place = order);
      await decoder!.settle();
      return answer();
    case "end": {
      const count = await decoder!.end();
      answer(count);
    }
  }
}

function add(line: string): void {
  if (orders.at(-1) === place) texts[texts.length - 1] += `\n${line}`;
  else {
    orders.push(place);
    texts.push(line);
  }
}

function answer(count?: Answer["count"]): void {
  thread.postMessage({ orders, texts, ...(count && { count }) });
  orders = [];
  texts = [];
}
