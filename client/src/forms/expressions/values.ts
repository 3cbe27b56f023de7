/**
 * The values of expressions. They have the semantics of JavaScript, but only own members can be
 * read, and work that grows with the values is limited as on the server.
 */

import { ExpressionError } from "./expressionError";

export type Value =
  | undefined
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | { readonly [name: string]: Value };

export type BinarySign =
  | "==="
  | "!=="
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "+"
  | "-"
  | "*"
  | "/"
  | "%";

const MOST_WORK = 1_000_000;
const MOST_TEXT = 100_000;
const MOST_NESTED = 50;
/** An item of a list costs as much work as this many characters of a text. */
const ITEM = 50;
const INDEX = /^(?:0|[1-9][0-9]{0,8})$/;

/** Counts the work of one evaluation, and throws ExpressionError beyond a fixed limit. */
export class Work {
  private left = MOST_WORK;

  charge(amount: number): void {
    this.left -= amount + 1;
    if (this.left < 0) {
      throw new ExpressionError("it takes too much work");
    }
  }
}

type Primitive = undefined | null | boolean | number | string;

export function numberOf(value: Value, work: Work): number {
  const found = primitiveOf(value, work);
  if (typeof found === "string") {
    work.charge(found.length);
  }
  return Number(found);
}

export function textOf(value: Value, work: Work): string {
  return String(primitiveOf(value, work));
}

/** Applies a binary operator other than `&&` and `||`. */
export function operated(sign: BinarySign, left: Value, right: Value, work: Work): Value {
  switch (sign) {
    case "===":
      return isSame(left, right, work);
    case "!==":
      return !isSame(left, right, work);
    case "==":
      return isEqual(left, right, work);
    case "!=":
      return !isEqual(left, right, work);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compared(sign, left, right, work);
    case "+":
      return added(left, right, work);
    default:
      return calculated(sign, numberOf(left, work), numberOf(right, work));
  }
}

/** Returns an own member; undefined if there is none, also of null and undefined. */
export function member(value: Value, name: Value, work: Work): Value {
  const key = textOf(name, work);
  if (typeof value === "string") {
    return key === "length" ? value.length : undefined;
  }
  if (isList(value)) {
    if (key === "length") {
      return value.length;
    }
    return INDEX.test(key) ? value[Number(key)] : undefined;
  }
  if (value !== null && typeof value === "object") {
    return Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return undefined;
}

/** Calls one of the five methods; throws ExpressionError if the value does not have it. */
export function called(value: Value, method: string, given: readonly Value[], work: Work): Value {
  if (isList(value) && method === "includes") {
    work.charge(value.length * ITEM);
    return value.includes(given[0]);
  }
  if (typeof value !== "string") {
    const orList = method === "includes" ? " or a list" : "";
    throw new ExpressionError(`.${method}() needs a text${orList}`);
  }
  work.charge(value.length);
  if (method === "toLowerCase") {
    return value.toLowerCase();
  }
  if (method === "trim") {
    return value.trim();
  }
  const wanted = textOf(given[0], work);
  if (method === "includes") {
    return value.includes(wanted);
  }
  return method === "startsWith" ? value.startsWith(wanted) : value.endsWith(wanted);
}

export function isTrue(value: Value): boolean {
  return Boolean(value);
}

function isSame(left: Value, right: Value, work: Work): boolean {
  if (typeof left === "string" && typeof right === "string") {
    work.charge(Math.min(left.length, right.length));
  }
  return left === right;
}

function isEqual(left: Value, right: Value, work: Work): boolean {
  if (left === null || left === undefined || right === null || right === undefined) {
    return (left ?? null) === (right ?? null);
  }
  if (typeof left === "object" && typeof right === "object") {
    return left === right;
  }
  const [one, other] = [primitiveOf(left, work), primitiveOf(right, work)];
  if (typeof one === typeof other) {
    return isSame(one, other, work);
  }
  return numberOf(one, work) === numberOf(other, work);
}

function compared(sign: "<" | "<=" | ">" | ">=", left: Value, right: Value, work: Work): boolean {
  let one = primitiveOf(left, work) ?? Number(left);
  let other = primitiveOf(right, work) ?? Number(right);
  if (typeof one !== "string" || typeof other !== "string") {
    one = numberOf(one, work);
    other = numberOf(other, work);
  } else {
    work.charge(one.length + other.length);
  }
  switch (sign) {
    case "<":
      return one < other;
    case "<=":
      return one <= other;
    case ">":
      return one > other;
    default:
      return one >= other;
  }
}

function added(left: Value, right: Value, work: Work): Value {
  const [one, other] = [primitiveOf(left, work), primitiveOf(right, work)];
  if (typeof one !== "string" && typeof other !== "string") {
    return numberOf(one, work) + numberOf(other, work);
  }
  return joined([textOf(one, work), textOf(other, work)], "", work);
}

function calculated(sign: "-" | "*" | "/" | "%", left: number, right: number): number {
  switch (sign) {
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return left % right;
  }
}

function primitiveOf(value: Value, work: Work, depth = 0): Primitive {
  if (!isList(value)) {
    return value !== null && typeof value === "object" ? "[object Object]" : value;
  }
  if (depth >= MOST_NESTED) {
    throw new ExpressionError(`a list is nested deeper than ${MOST_NESTED} levels`);
  }
  work.charge(value.length * ITEM);
  const parts = value.map((item) => {
    const found = primitiveOf(item, work, depth + 1);
    return found === null || found === undefined ? "" : textOf(found, work);
  });
  return joined(parts, ",", work);
}

function joined(parts: readonly string[], separator: string, work: Work): string {
  const length = parts.reduce((sum, part) => sum + part.length + separator.length, 0);
  if (length > MOST_TEXT) {
    throw new ExpressionError(`a text grows beyond ${MOST_TEXT} characters`);
  }
  work.charge(length);
  return parts.join(separator);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
