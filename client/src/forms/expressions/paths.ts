/** Which fields an expression reads: its text alone says so, since it cannot read all of them. */

import { ExpressionError } from "./expressionError";
import { type Node, partsOf, type Step } from "./nodes";

/** Throws ExpressionError if a chain reads `context` or `field` as a whole. */
export function requirePath(first: Node, steps: readonly Step[]): void {
  const path = pathOf(first, steps);
  if (path === undefined) {
    return;
  }
  const root = path[0];
  if (root !== "field" && root !== "query" && root !== "workflow") {
    throw new ExpressionError("context takes .field, .query or .workflow after it");
  }
  if (root === "field" && path[1] === undefined) {
    throw new ExpressionError("field takes a name after it: field.name, or field['name']");
  }
}

/** Returns the names of the fields that a parsed expression reads. */
export function fieldsOf(root: Node): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const path = node.kind === "chain" ? pathOf(node.first, node.steps) : undefined;
    if (path?.[0] === "field" && path[1] !== undefined) {
      found.add(path[1]);
    }
    waiting.push(...partsOf(node));
  }
  return found;
}

/** The names below `context`, undefined where one is computed; undefined for other chains. */
function pathOf(first: Node, steps: readonly Step[]): (string | undefined)[] | undefined {
  if (first.kind !== "name") {
    return undefined;
  }
  const keys = steps.map(keyOf);
  return first.name === "context" ? keys : [first.name, ...keys];
}

function keyOf(step: Step): string | undefined {
  if (step.given !== undefined || step.name.kind !== "literal") {
    return undefined;
  }
  return typeof step.name.value === "string" ? step.name.value : undefined;
}
