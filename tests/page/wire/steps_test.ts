import { assertEquals } from "@std/assert";
import { stepNumber, STEPS, stepsOf } from "../../../page/wire/steps.ts";
import { said, TLS_13 } from "./said.ts";

/** The step of each message, as pairs of its name and its step. */
function steps(version: string | null, ...words: readonly string[]): string[] {
  return stepsOf(said(...words), version);
}

Deno.test("page/steps: the messages of TLS 1.3 belong to these steps", () => {
  assertEquals(stepsOf(TLS_13, "TLS 1.3"), [
    "ask",
    "agree",
    "keys",
    "agree",
    "prove",
    "prove",
    "keys",
    "keys",
    "keys",
    "talk",
    "talk",
    "talk",
    "end",
  ]);
});

Deno.test("page/steps: a certificate_request belongs to the third step", () => {
  assertEquals(steps("TLS 1.3", "server certificate_request*"), ["request"]);
  assertEquals(stepNumber("request"), 3);
});

Deno.test("page/steps: the client's certificate and signature belong to the third step", () => {
  assertEquals(steps("TLS 1.3", "client certificate*", "client certificate_verify*"), [
    "request",
    "request",
  ]);
});

Deno.test("page/steps: compressed certificates count as certificates", () => {
  assertEquals(
    steps("TLS 1.3", "server compressed_certificate*", "client compressed_certificate*"),
    [
      "prove",
      "request",
    ],
  );
});

Deno.test("page/steps: a hello after hello_retry_request belongs to the fourth step", () => {
  assertEquals(
    steps("TLS 1.3", "client client_hello", "server hello_retry_request", "client client_hello"),
    ["ask", "agree", "agree"],
  );
});

Deno.test("page/steps: a second hello without a retry asks anew", () => {
  assertEquals(
    steps("TLS 1.2", "client client_hello", "server server_hello", "client client_hello*"),
    ["ask", "agree", "ask"],
  );
});

Deno.test("page/steps: a signed server_key_exchange proves the server", () => {
  const [row] = said("server server_key_exchange");
  const why = { en: "It fits", zh: "相符" };
  const signed = { ...row!, proof: { result: "proved" as const, why } };
  assertEquals(stepsOf([signed], "TLS 1.2"), ["prove"]);
});

Deno.test("page/steps: an unsigned server_key_exchange only makes keys", () => {
  assertEquals(steps("TLS 1.2", "server server_key_exchange"), ["keys"]);
});

Deno.test("page/steps: new_session_ticket is part of the handshake until TLS 1.2 only", () => {
  assertEquals(steps("TLS 1.2", "server new_session_ticket"), ["keys"]);
  assertEquals(steps("TLS 1.3", "server new_session_ticket*"), ["talk"]);
});

Deno.test("page/steps: what stays sealed is told apart", () => {
  assertEquals(steps("TLS 1.3", "client client_hello", "server sealed*"), ["ask", "sealed"]);
});

Deno.test("page/steps: a gap belongs where it was", () => {
  assertEquals(
    steps("TLS 1.3", "client client_hello", "server gap", "client data*", "client gap"),
    [
      "ask",
      "ask",
      "talk",
      "talk",
    ],
  );
});

Deno.test("page/steps: five steps have numbers, what comes after them has none", () => {
  assertEquals(STEPS.map(stepNumber), [1, 2, 3, 4, 5, undefined, undefined, undefined]);
});
