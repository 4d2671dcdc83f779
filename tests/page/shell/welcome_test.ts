import { assertEquals } from "@std/assert";
import { welcome } from "../../../page/shell/welcome.ts";
import { type Hello, INITIAL, type State } from "../../../page/state.ts";

function hello(sessions: readonly number[]): Hello {
  return {
    type: "hello",
    language: "en",
    scenarios: [],
    tap: "127.0.0.1:9998",
    server: "127.0.0.1:9999",
    commands: [],
    largestUpload: 1000,
    sessions,
  };
}

/** Whether a session is said to be on its way. */
function comes(state: Partial<State>): boolean {
  return /on its way/.test(welcome({ ...INITIAL, link: "open", ...state }).en);
}

Deno.test("page/shell/welcome: where no session is left it says how to begin one", () => {
  assertEquals(comes({ hello: hello([]) }), false);
});

Deno.test("page/shell/welcome: what is asked for, under way or not yet told of is on its way", () => {
  assertEquals(comes({}), true);
  assertEquals(comes({ hello: hello([]), asked: "well" }), true);
  assertEquals(comes({ hello: hello([]), running: new Map([[1, "well"]]) }), true);
  assertEquals(comes({ hello: hello([4]) }), true);
});
