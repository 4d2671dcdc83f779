/**
 * What is said where the server was asked for something and did not give it.
 *
 * @module
 */
import type { Text } from "../../cli/language.ts";

/** That it could not be had, and when it is asked for again. */
export const NOT_HAD: Text = {
  en: "The server did not give this. The page asks for it again when it is connected anew.",
  zh: "未能从服务器取得此内容。重新连接后，本页会再次请求。",
};
