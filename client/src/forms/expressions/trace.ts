/** Why an expression is true or false: its parts, each with what it comes to. */

import { ExpressionError } from "./expressionError";
import { type ExpressionContext, evaluated, type Node, partsOf } from "./nodes";
import { parsed } from "./parser";
import { printed } from "./printed";
import { isTrue, type Value } from "./values";

/** A part of an expression. */
export interface Trace {
  readonly text: string;
  /** How the parts below count: all of them, one of them, the opposite, or as they stand. */
  readonly kind: "all" | "any" | "not" | "choice" | "value";
  readonly value: Value;
  /** Why it has no value. */
  readonly error: string | undefined;
  readonly holds: boolean;
  /** Whether the value of the whole hangs on it: what is not asked does not decide. */
  readonly decides: boolean;
  readonly parts: readonly Trace[];
}

/** The trace of an expression; throws ExpressionError if it cannot be read. */
export function traceOf(expression: string, context: ExpressionContext): Trace {
  return traced(parsed(expression), context, true);
}

function traced(node: Node, context: ExpressionContext, decides: boolean): Trace {
  const text = printed(node);
  const { value, error } = outcome(node, context);
  const holds = error !== undefined || isTrue(value);
  const made = { text, value, error, holds, decides };
  const bare = unwrapped(node);
  if (bare.kind === "unary" && bare.sign === "!") {
    return { ...made, kind: "not", parts: [traced(bare.operand, context, decides)] };
  }
  if (bare.kind === "operators" && isLogical(bare)) {
    const every = bare.others[0]?.[0] === "&&";
    const nodes = [bare.first, ...bare.others.map(([, operand]) => operand)];
    return { ...made, kind: every ? "all" : "any", parts: inTurn(nodes, every, context, decides) };
  }
  if (bare.kind === "conditional") {
    const condition = traced(bare.condition, context, decides);
    const yes = traced(bare.yes, context, decides && condition.holds);
    const no = traced(bare.no, context, decides && !condition.holds);
    return { ...made, kind: "choice", parts: [condition, yes, no] };
  }
  return { ...made, kind: "value", parts: readIn(bare, context, decides) };
}

/** The parts of `&&` or `||`: those after the one that decides are not asked. */
function inTurn(
  nodes: readonly Node[],
  every: boolean,
  context: ExpressionContext,
  decides: boolean,
): Trace[] {
  let asked = decides;
  return nodes.map((node) => {
    const found = traced(node, context, asked);
    if (found.error !== undefined || found.holds !== every) asked = false;
    return found;
  });
}

/** What a comparison reads: each name with its value. */
function readIn(node: Node, context: ExpressionContext, decides: boolean): Trace[] {
  const whole = printed(node);
  const paths = new Map(pathsIn(node).map((path) => [printed(path), path] as const));
  paths.delete(whole);
  return [...paths].map(([text, path]) => {
    const { value, error } = outcome(path, context);
    return { text, kind: "value", value, error, holds: isTrue(value), decides, parts: [] };
  });
}

function pathsIn(node: Node): Node[] {
  if (node.kind !== "chain") return partsOf(node).flatMap(pathsIn);
  const path = pathIn(node);
  const inner = node.steps.flatMap((step) => [step.name, ...(step.given ?? [])]).flatMap(pathsIn);
  return [...(path === undefined ? pathsIn(node.first) : [path]), ...inner];
}

/** The start of a chain that is a name with members, without calls. */
function pathIn(node: Extract<Node, { kind: "chain" }>): Node | undefined {
  if (node.first.kind !== "name") return undefined;
  const end = node.steps.findIndex((step) => step.given !== undefined);
  const steps = end < 0 ? node.steps : node.steps.slice(0, end);
  return steps.length === 0 ? undefined : { ...node, steps };
}

function outcome(
  node: Node,
  context: ExpressionContext,
): { value: Value; error: string | undefined } {
  try {
    return { value: evaluated(node, context), error: undefined };
  } catch (error) {
    if (error instanceof ExpressionError) return { value: undefined, error: error.message };
    throw error;
  }
}

function unwrapped(node: Node): Node {
  return node.kind === "operators" && node.others.length === 0 ? unwrapped(node.first) : node;
}

function isLogical(node: Extract<Node, { kind: "operators" }>): boolean {
  return node.others.every(([sign]) => sign === "&&" || sign === "||");
}
