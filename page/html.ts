/**
 * Templates: HTML in TypeScript, which Preact turns into the page. Values in it are text, never markup.
 *
 * @module
 */
import { h, type VNode as Drawn } from "preact";
import htm from "htm";

/** What a component gives: a piece of the page. */
export type VNode = Drawn;

/** A template's function. */
export type Template = (strings: TemplateStringsArray, ...values: unknown[]) => VNode;

/** A template, such as `` html`<p>${text}</p>` ``. */
// The types of htm are those of its CommonJS form; what is loaded is the function itself.
export const html: Template = (htm as unknown as { bind(create: typeof h): Template }).bind(h);
