/**
 * What somebody outside can type to become one more session on the page.
 *
 * @module
 */
import { quote } from "../cli/shell.ts";
import type { OutsideCommand } from "./protocol.ts";

/**
 * Commands that connect to the tap.
 *
 * @param port Where the tap listens on this machine.
 * @param ca The file with the lab's root.
 * @returns One for each program.
 */
export function outsideCommands(port: number, ca: string): OutsideCommand[] {
  const root = quote(ca);
  return [
    {
      program: "openssl s_client",
      command:
        `openssl s_client -connect localhost:${port} -CAfile ${root} -verify_hostname localhost -verify_return_error -quiet`,
      note: {
        en: "Type a message and Enter; the server answers each. Type exit to end.",
        zh: "输入消息后按回车，服务器会逐条回应。输入 exit 结束。",
      },
    },
    {
      program: "curl",
      command: `curl --cacert ${root} --no-alpn --http0.9 --max-time 2 https://localhost:${port}/`,
      note: {
        en:
          "The server takes what curl asks as a message and acknowledges it. It speaks no HTTP and " +
          "leaves the connection open, so curl ends after two seconds.",
        zh: "服务器把 curl 的请求当作一条消息并予以确认。它不说 HTTP，也不主动关闭连接，" +
          "所以 curl 在两秒后结束。",
      },
    },
    {
      program: "Python",
      command: `python3 -c ${
        quote(
          `import socket, ssl; c = ssl.create_default_context(cafile=${JSON.stringify(ca)}); ` +
            `s = c.wrap_socket(socket.create_connection(("127.0.0.1", ${port})), ` +
            `server_hostname="localhost"); s.sendall("你好".encode()); print(s.recv(4096).decode()); ` +
            `s.close()`,
        )
      }`,
      note: {
        en: "The Python lab's client in one line: connects, checks the certificate, says hello.",
        zh: "一行写成的 Python 客户端：连接、验证证书、打招呼。",
      },
    },
  ];
}
