/** Conditions that are put together by clicking, and the expression that says the same. */

import type { FormField } from "../../api/schema";
import { ExpressionError } from "../expressions/expressionError";
import type { Node } from "../expressions/nodes";
import { parsed } from "../expressions/parser";
import { printed } from "../expressions/printed";

export const COMPARISONS = [
  "is",
  "isNot",
  "contains",
  "startsWith",
  "above",
  "below",
  "filled",
  "empty",
  "attached",
  "missing",
] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** One line of the list: field, comparison, value. */
export interface Condition {
  readonly field: string;
  readonly comparison: Comparison;
  readonly value: string | number | boolean;
}

export interface Conditions {
  readonly every: boolean;
  readonly list: readonly Condition[];
}

const NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/;
const WITHOUT_VALUE: ReadonlySet<Comparison> = new Set(["filled", "empty", "attached", "missing"]);

export const takesOperand = (comparison: Comparison) => !WITHOUT_VALUE.has(comparison);

/** The comparisons that make sense for a field. */
export function comparisonsOf(field: FormField | undefined): readonly Comparison[] {
  switch (field?.type) {
    case "checkbox":
      return ["is"];
    case "number":
      return ["is", "isNot", "above", "below", "filled", "empty"];
    case "multi_select":
      return ["contains", "filled", "empty"];
    case "file":
      return ["attached", "missing"];
    default:
      return ["is", "isNot", "contains", "startsWith", "filled", "empty"];
  }
}

/** A first condition on a field. */
export function conditionOn(field: FormField): Condition {
  const comparison = comparisonsOf(field)[0] ?? "filled";
  if (field.type === "checkbox") return { field: field.name, comparison, value: true };
  return { field: field.name, comparison, value: field.options?.[0]?.value ?? "" };
}

/** The expression that conditions mean; empty for none. */
export function expressionOfConditions({ every, list }: Conditions): string {
  return list.map(textOf).join(every ? " && " : " || ");
}

/** The conditions that an expression is made of; undefined for one that was written by hand. */
export function conditionsOf(expression: string): Conditions | undefined {
  if (expression.trim() === "") return { every: true, list: [] };
  try {
    const root = parsed(expression);
    const parts = root.kind === "operators" ? logical(root) : undefined;
    const list = (parts?.nodes ?? [root]).map(conditionOf);
    const whole = { every: parts?.sign !== "||", list: list.filter((one) => one !== undefined) };
    return whole.list.length === list.length ? whole : undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function textOf({ field, comparison, value }: Condition): string {
  const path = NAME.test(field) ? `field.${field}` : `field[${JSON.stringify(field)}]`;
  const literal = JSON.stringify(value);
  switch (comparison) {
    case "is":
      return `${path} === ${literal}`;
    case "isNot":
      return `${path} !== ${literal}`;
    case "above":
      return `Number(${path}) > ${literal}`;
    case "below":
      return `Number(${path}) < ${literal}`;
    case "contains":
      return `${path}.includes(${literal})`;
    case "startsWith":
      return `${path}.startsWith(${literal})`;
    case "filled":
      return `String(${path}) !== ""`;
    case "attached":
      return `Boolean(${path})`;
    case "missing":
      return `!Boolean(${path})`;
    default:
      return `String(${path}) === ""`;
  }
}

function logical(root: Extract<Node, { kind: "operators" }>) {
  const signs = new Set(root.others.map(([sign]) => sign));
  const [sign] = signs;
  if (signs.size !== 1 || (sign !== "&&" && sign !== "||")) return undefined;
  return { sign, nodes: [root.first, ...root.others.map(([, node]) => node)] };
}

/** The condition that a part says, if its text is exactly what the condition would write. */
function conditionOf(node: Node): Condition | undefined {
  const field = fieldIn(node);
  if (field === undefined) return undefined;
  const wanted = printed(node).replaceAll("context.field", "field");
  const value = operandIn(node) ?? "";
  return COMPARISONS.map((comparison) => ({ field, comparison, value })).find(
    (condition) => printed(parsed(textOf(condition))) === wanted,
  );
}

/** The first field that a part reads. */
function fieldIn(node: Node): string | undefined {
  if (node.kind === "conversion" || node.kind === "unary") return fieldIn(node.operand);
  if (node.kind === "operators") return fieldIn(node.first);
  if (node.kind !== "chain" || node.first.kind !== "name") return undefined;
  const name = node.steps[node.first.name === "context" ? 1 : 0]?.name;
  return name?.kind === "literal" && typeof name.value === "string" ? name.value : undefined;
}

/** The value that a part compares with. */
function operandIn(node: Node): Condition["value"] | undefined {
  if (node.kind === "operators") return scalarOf(node.others.at(-1)?.[1]);
  return node.kind === "chain" ? scalarOf(node.steps.at(-1)?.given?.[0]) : undefined;
}

function scalarOf(node: Node | undefined): Condition["value"] | undefined {
  if (node?.kind === "unary" && node.sign === "-") {
    const number = scalarOf(node.operand);
    return typeof number === "number" ? -number : undefined;
  }
  if (node?.kind !== "literal") return undefined;
  const { value } = node;
  const isScalar =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return isScalar ? value : undefined;
}
