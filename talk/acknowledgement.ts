/**
 * What the server answers to every message.
 *
 * @module
 */
import type { Text } from "../cli/language.ts";

/** The acknowledgement in both languages. */
export const ACKNOWLEDGEMENT: Text = {
  en: "The server received your message",
  zh: "服务器已经收到你的信息",
};
