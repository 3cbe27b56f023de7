/** The nodes of a parsed expression, and how each is evaluated. */

import {
  type BinarySign,
  called,
  isTrue,
  member,
  numberOf,
  operated,
  textOf,
  type Value,
  Work,
} from "./values";

/** What names are looked up in: `field`, `query` and `workflow`. */
export interface ExpressionContext {
  readonly field: { readonly [name: string]: Value };
  readonly query: { readonly [name: string]: Value };
  readonly workflow: Value;
}

export type Root = "context" | keyof ExpressionContext;
export type Sign = BinarySign | "&&" | "||";

/** One member access, by dot or brackets, or a method call, which has arguments. */
export interface Step {
  readonly name: Node;
  readonly isOptional: boolean;
  readonly given?: readonly Node[];
}

export type Node =
  | { readonly kind: "literal"; readonly value: Value }
  | { readonly kind: "name"; readonly name: Root }
  | { readonly kind: "items"; readonly items: readonly Node[] }
  | { readonly kind: "unary"; readonly sign: "!" | "-" | "+"; readonly operand: Node }
  | { readonly kind: "operators"; readonly first: Node; readonly others: readonly Operand[] }
  | {
      readonly kind: "conditional";
      readonly condition: Node;
      readonly yes: Node;
      readonly no: Node;
    }
  | { readonly kind: "conversion"; readonly name: Conversion; readonly operand: Node }
  | { readonly kind: "chain"; readonly first: Node; readonly steps: readonly Step[] };

export type Conversion = "Number" | "String" | "Boolean";
/** An operator with its right side: operands of one precedence stand in one list. */
export type Operand = readonly [sign: Sign, node: Node];
type Of<Kind extends Node["kind"]> = Extract<Node, { kind: Kind }>;

interface Scope {
  readonly context: ExpressionContext;
  readonly work: Work;
}

/** Evaluates a node; throws ExpressionError if that is impossible, or too much work. */
export function evaluated(node: Node, context: ExpressionContext): Value {
  return evaluate(node, { context, work: new Work() });
}

/** Returns the child nodes. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "items":
      return node.items;
    case "unary":
    case "conversion":
      return [node.operand];
    case "operators":
      return [node.first, ...node.others.map(([, operand]) => operand)];
    case "conditional":
      return [node.condition, node.yes, node.no];
    case "chain":
      return [node.first, ...node.steps.flatMap((step) => [step.name, ...(step.given ?? [])])];
    default:
      return [];
  }
}

function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "name":
      return node.name === "context" ? { ...scope.context } : scope.context[node.name];
    case "items":
      return node.items.map((item) => evaluate(item, scope));
    case "unary":
      return unary(node, scope);
    case "operators":
      return chained(node, scope);
    case "conditional":
      return evaluate(isTrue(evaluate(node.condition, scope)) ? node.yes : node.no, scope);
    case "conversion":
      return converted(node, scope);
    default:
      return stepped(node, scope);
  }
}

function unary(node: Of<"unary">, scope: Scope): Value {
  const found = evaluate(node.operand, scope);
  if (node.sign === "!") {
    return !isTrue(found);
  }
  const number = numberOf(found, scope.work);
  return node.sign === "-" ? -number : number;
}

function chained(node: Of<"operators">, scope: Scope): Value {
  let found = evaluate(node.first, scope);
  for (const [sign, operand] of node.others) {
    scope.work.charge(1);
    if (sign !== "&&" && sign !== "||") {
      found = operated(sign, found, evaluate(operand, scope), scope.work);
    } else if (isTrue(found) === (sign === "&&")) {
      found = evaluate(operand, scope);
    }
  }
  return found;
}

function converted(node: Of<"conversion">, scope: Scope): Value {
  const found = evaluate(node.operand, scope);
  if (node.name === "Boolean") {
    return isTrue(found);
  }
  return node.name === "Number" ? numberOf(found, scope.work) : textOf(found, scope.work);
}

/** An optional step on null or undefined ends the whole chain. */
function stepped(node: Of<"chain">, scope: Scope): Value {
  let found = evaluate(node.first, scope);
  for (const step of node.steps) {
    scope.work.charge(1);
    if (step.isOptional && (found === null || found === undefined)) {
      return undefined;
    }
    const name = evaluate(step.name, scope);
    if (step.given === undefined) {
      found = member(found, name, scope.work);
    } else {
      const given = step.given.map((each) => evaluate(each, scope));
      found = called(found, String(name), given, scope.work);
    }
  }
  return found;
}
