/** Texts of authors with places for values: `Hello {{ context.field.name }}`. */

import { expressionOf } from "../expressions/expression";
import { ExpressionError } from "../expressions/expressionError";
import type { ExpressionContext } from "../expressions/nodes";
import type { Value } from "../expressions/values";

const PLACE =
  /\{\{\s*((?:context|field|query|workflow)(?:\??\.[A-Za-z_$][\w$]*|\[(?:"[^"\\]*"|'[^'\\]*'|\d+)\])+)\s*\}\}/g;

type Escape = (text: string) => string;

/** Returns the text with the values of its places, each escaped for the text's own language. */
export function filledIn(text: string, context: ExpressionContext, escaped: Escape): string {
  return text.replace(PLACE, (whole, path: string) => {
    try {
      return escaped(shownValue(expressionOf(path).value(context)));
    } catch (error) {
      if (error instanceof ExpressionError) return whole;
      throw error;
    }
  });
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A backslash before a punctuation mark takes its meaning in Markdown. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&").replace(/\s*\n\s*/g, " ");
}

function shownValue(value: Value): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
