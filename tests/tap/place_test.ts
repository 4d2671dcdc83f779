import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { UserError } from "../../cli/error.ts";
import { givenPlace } from "../../tap/place.ts";

for (
  const [text, hostname, port] of [
    ["127.0.0.1:9998", "127.0.0.1", 9998],
    ["localhost:0", "localhost", 0],
    ["a-b.example:65535", "a-b.example", 65535],
    ["[::1]:443", "::1", 443],
    ["[2001:DB8::1]:80", "2001:DB8::1", 80],
    ["[::ffff:192.0.2.1]:80", "::ffff:192.0.2.1", 80],
    ["例子.测试:443", "例子.测试", 443],
  ] as const
) {
  Deno.test(`givenPlace() reads ${text}`, () => {
    assertEquals(givenPlace("listen", text), { hostname, port });
  });
}

for (
  const text of [
    "",
    "9998",
    ":9998",
    "127.0.0.1",
    "127.0.0.1:",
    "127.0.0.1:65536",
    "127.0.0.1:123456",
    "127.0.0.1:-1",
    "127.0.0.1:0x50",
    "127.0.0.1:80 ",
    "127.0.0.1: 80",
    "999.0.0.1:80",
    "::1:80",
    "[::1]",
    "[::1]80",
    "[]:80",
    "[:::::]:80",
    "[localhost]:80",
    "a/b:80",
    "user@host:80",
    "a b:80",
    "https://a.test:443",
    "a:b:80",
  ]
) {
  Deno.test(`givenPlace() refuses "${text}" and shows the form`, () => {
    const error = assertThrows(() => givenPlace("connect", text), UserError);
    assertEquals([error.status, error.problem], [2, {
      en: `--connect "${text}" is not a host and a port`,
      zh: `--connect 的值“${text}”不是主机加端口`,
    }]);
    assertMatch(error.remedy.en, /--connect 127\.0\.0\.1:9998 or --connect \[::1\]:9998$/);
  });
}
