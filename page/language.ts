/**
 * The language the page speaks.
 *
 * @module
 */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Language, Text } from "../cli/language.ts";
import { html, type VNode } from "./html.ts";

/** The language in force, for every component below. */
const LanguageContext = createContext<Language>("en");

/** What `Speaking` takes. */
export interface SpeakingProps {
  /** The language. */
  readonly language: Language;
  /** What speaks it. */
  readonly children?: unknown;
}

/**
 * Puts a language in force for what is inside.
 *
 * @param props The language, and what speaks it.
 * @returns What is inside.
 */
export function Speaking({ language, children }: SpeakingProps): VNode {
  return html`<${LanguageContext.Provider} value=${language}>${children}</${LanguageContext.Provider}>`;
}

/**
 * The language in force, inside a component.
 *
 * @returns The language.
 */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}

/**
 * Picks texts in the language in force.
 *
 * @returns A function that gives the text to show; a plain string is the same in both languages.
 */
export function useText(): (text: Text | string) => string {
  const language = useContext(LanguageContext);
  return (text) => typeof text === "string" ? text : text[language];
}
