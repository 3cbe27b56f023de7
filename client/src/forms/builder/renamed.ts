/** Gives a field another name, everywhere it is named. */

import type { FormField, ProviderInput } from "../../api/schema";
import { ExpressionError } from "../expressions/expressionError";
import { type Token, tokensOf } from "../expressions/lexer";

const NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** The fields after one was renamed: other fields' references and expressions follow. */
export function renamed(fields: readonly FormField[], place: number, name: string): FormField[] {
  const before = fields[place]?.name;
  const isAmbiguous = fields.some((field, at) => at !== place && field.name === before);
  return fields.map((field, at) => {
    if (at === place) return { ...field, name };
    return before === undefined || isAmbiguous ? field : following(field, before, name);
  });
}

/** An expression after a field that it reads was renamed. What cannot be read stays as it is. */
export function renamedIn(expression: string, before: string, name: string): string {
  try {
    return rewritten(expression, before, name);
  } catch (error) {
    if (error instanceof ExpressionError) return expression;
    throw error;
  }
}

function following(field: FormField, before: string, name: string): FormField {
  const found = { ...field };
  for (const key of ["visibilityExpression", "requiredExpression"] as const) {
    const text = field[key];
    if (text) found[key] = renamedIn(text, before, name);
  }
  if (field.dataProviderInputs) {
    const inputs = Object.entries(field.dataProviderInputs);
    found.dataProviderInputs = Object.fromEntries(
      inputs.map(([input, given]) => [input, followingInput(given, before, name)]),
    );
  }
  if (field.autoFill) {
    const targets = Object.entries(field.autoFill);
    found.autoFill = Object.fromEntries(
      targets.map(([target, key]) => [target === before ? name : target, key]),
    );
  }
  return found;
}

function followingInput(given: ProviderInput, before: string, name: string): ProviderInput {
  if (given.fieldName === before) return { ...given, fieldName: name };
  if (!given.expression) return given;
  return { ...given, expression: renamedIn(given.expression, before, name) };
}

/** Replaces the name after each `field.` and within each `field[…]`. */
function rewritten(expression: string, before: string, name: string): string {
  const tokens = tokensOf(expression);
  let text = expression;
  // From the end on, so that the places of earlier tokens stay right.
  for (let at = tokens.length - 1; at >= 2; at -= 1) {
    const [root, sign, token, next] = tokens.slice(at - 2, at + 2);
    const isField = root?.kind === "name" && root.text === "field" && token?.text === before;
    if (!isField || sign === undefined) continue;
    const start = token.at - 1;
    if (sign.text === "[" && token.kind === "string") {
      text = text.slice(0, start) + JSON.stringify(name) + text.slice((next?.at ?? 0) - 1);
    } else if (token.kind === "name" && sign.kind === "sign") {
      text = memberNamed(text, sign, start + before.length, name);
    }
  }
  return text;
}

/** Names the member that stands between a dot and `end`. */
function memberNamed(text: string, dot: Token, end: number, name: string): string {
  const start = dot.at - 1;
  const member = NAME.test(name) ? dot.text + name : `[${JSON.stringify(name)}]`;
  return text.slice(0, start) + member + text.slice(end);
}
