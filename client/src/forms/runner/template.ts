/** Texts of authors with places for values: `Hello {{ context.field.name }}`. */

import { placeOf } from "../../ui/places";
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

/** The text with places instead of values, and the values: Markdown is parsed without them. */
export function withPlaces(
  text: string,
  context: ExpressionContext,
): { text: string; values: readonly string[] } {
  const values: string[] = [];
  const placed = filledIn(text, context, (value) => placeOf(values.push(value) - 1));
  return { text: placed, values };
}

function shownValue(value: Value): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
