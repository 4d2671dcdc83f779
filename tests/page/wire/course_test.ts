import { assert, assertEquals } from "@std/assert";
import { saidIn } from "../../../page/wire/course.ts";
import { said } from "./said.ts";

Deno.test("page/course: an empty certificate message is not a certificate", () => {
  const [empty, full] = said("client certificate*", "server certificate*");
  assertEquals([...saidIn([{ ...empty!, length: 8 }, full!])], [
    "client no certificate",
    "server certificate",
  ]);
});

Deno.test("page/course: a warning is told from an alert that ends the talk, and from a goodbye", () => {
  const [alert] = said("server alert");
  const words = (...facts: readonly string[]) => saidIn([{ ...alert!, facts }]);
  assert(words("warning", "unrecognized_name").has("server warning"));
  assert(!words("fatal", "unknown_ca").has("server warning"));
  assert(!words("warning", "close_notify").has("server warning"));
});

Deno.test("page/course: what stays sealed is said to be, whatever its header names", () => {
  const [row] = said("client sealed*");
  assertEquals([...saidIn([{ ...row!, name: "application_data" }])], ["client sealed"]);
});
