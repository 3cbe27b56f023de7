/** Expressions of forms: a small, safe subset of JavaScript, evaluated without `eval`. */

import { ExpressionError } from "./expressionError";
import { type ExpressionContext, evaluated, type Node } from "./nodes";
import { parsed } from "./parser";
import { fieldsOf } from "./paths";
import type { Value } from "./values";

export class Expression {
  readonly fields: ReadonlySet<string>;
  private readonly root: Node;

  constructor(text: string) {
    this.root = parsed(text);
    this.fields = fieldsOf(this.root);
  }

  value(context: ExpressionContext): Value {
    return evaluated(this.root, context);
  }
}

const MOST_KEPT = 1000;
const kept = new Map<string, Expression | ExpressionError>();

/** Parses an expression once for each text; throws ExpressionError. */
export function expressionOf(text: string): Expression {
  const found = kept.get(text) ?? attempt(text);
  if (kept.size >= MOST_KEPT) {
    kept.clear();
  }
  kept.set(text, found);
  if (found instanceof ExpressionError) {
    throw found;
  }
  return found;
}

function attempt(text: string): Expression | ExpressionError {
  try {
    return new Expression(text);
  } catch (error) {
    if (error instanceof ExpressionError) {
      return error;
    }
    throw error;
  }
}
