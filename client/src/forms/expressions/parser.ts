/**
 * Parses an expression.
 *
 * Precedence from lowest to highest: `? :`, `||`, `&&`, equality, order, `+ -`, `* / %`,
 * `! - +`, then dots, brackets and calls.
 */

import { ExpressionError } from "./expressionError";
import { type Token, tokensOf } from "./lexer";
import type { Conversion, Node, Operand, Root, Sign, Step } from "./nodes";
import { requirePath } from "./paths";
import type { Value } from "./values";

/** The deepest nesting of brackets, unary operators and branches of `? :`. */
const MOST_DEPTH = 50;
const ROOTS: readonly Root[] = ["context", "field", "query", "workflow"];
const FUNCTIONS: readonly Conversion[] = ["Number", "String", "Boolean"];
const METHODS = new Map([
  ["includes", 1],
  ["startsWith", 1],
  ["endsWith", 1],
  ["toLowerCase", 0],
  ["trim", 0],
]);
const WORDS = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
]);
const LEVELS: readonly (readonly Sign[])[] = [
  ["||"],
  ["&&"],
  ["===", "!==", "==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

/** Returns the root of an expression; an ExpressionError names the position of a fault. */
export function parsed(text: string): Node {
  return new Parser(tokensOf(text)).whole();
}

class Parser {
  private next = 0;
  private depth = 0;
  private readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): Node {
    const found = this.conditional();
    if (this.token.kind !== "end") {
      throw this.unexpected("the end");
    }
    return found;
  }

  private conditional(): Node {
    return this.deeper(() => {
      const condition = this.level(0);
      if (!this.take("?")) {
        return condition;
      }
      const yes = this.conditional();
      this.require(":");
      return { kind: "conditional", condition, yes, no: this.conditional() };
    });
  }

  private level(number: number): Node {
    const signs = LEVELS[number];
    if (signs === undefined) {
      return this.unary();
    }
    const first = this.level(number + 1);
    const others: Operand[] = [];
    for (let sign = this.take(...signs); sign; sign = this.take(...signs)) {
      others.push([sign, this.level(number + 1)]);
    }
    return others.length > 0 ? { kind: "operators", first, others } : first;
  }

  private unary(): Node {
    const sign = this.take("!", "-", "+");
    if (!sign) {
      return this.chain();
    }
    return this.deeper(() => ({ kind: "unary", sign, operand: this.unary() }));
  }

  private chain(): Node {
    const first = this.primary();
    const steps: Step[] = [];
    for (let sign = this.take(".", "?.", "["); sign; sign = this.take(".", "?.", "[")) {
      steps.push(this.step(sign));
    }
    requirePath(first, steps);
    return steps.length > 0 ? { kind: "chain", first, steps } : first;
  }

  private step(sign: "." | "?." | "["): Step {
    const isOptional = sign === "?.";
    if (sign === "[" || (isOptional && this.take("["))) {
      const name = this.conditional();
      this.require("]");
      return { name, isOptional };
    }
    const token = this.name();
    const name: Node = { kind: "literal", value: token.text };
    if (!this.take("(")) {
      return { name, isOptional };
    }
    const count = METHODS.get(token.text);
    if (count === undefined) {
      const known = [...METHODS.keys()].join(", ");
      const where = `${token.text}() at position ${token.at}`;
      throw new ExpressionError(`${where}: there are only ${known}`);
    }
    return { name, isOptional, given: this.arguments(token, count) };
  }

  private primary(): Node {
    const token = this.token;
    if (token.kind === "number" || token.kind === "string") {
      this.next += 1;
      return { kind: "literal", value: token.kind === "number" ? Number(token.text) : token.text };
    }
    if (this.take("(")) {
      const first = this.conditional();
      this.require(")");
      // Parentheses end an optional chain: in (a?.b).c the last step is evaluated on its own.
      return { kind: "operators", first, others: [] };
    }
    if (this.take("[")) {
      return { kind: "items", items: this.items("]") };
    }
    if (token.kind === "name") {
      return this.named();
    }
    throw this.unexpected("a value");
  }

  private named(): Node {
    const token = this.name();
    if (WORDS.has(token.text)) {
      return { kind: "literal", value: WORDS.get(token.text) };
    }
    const root = ROOTS.find((name) => name === token.text);
    if (root) {
      return { kind: "name", name: root };
    }
    const name = FUNCTIONS.find((each) => each === token.text);
    if (name && this.take("(")) {
      const [operand] = this.arguments(token, 1);
      if (operand) {
        return { kind: "conversion", name, operand };
      }
    }
    const known = [...ROOTS, ...FUNCTIONS].join(", ");
    throw new ExpressionError(`${token.text} at position ${token.at} is none of ${known}`);
  }

  private arguments(of: Token, count: number): readonly Node[] {
    const found = this.items(")");
    if (found.length !== count) {
      throw new ExpressionError(`${of.text}() at position ${of.at} takes ${count} values`);
    }
    return found;
  }

  private items(end: "]" | ")"): readonly Node[] {
    const found: Node[] = [];
    while (!this.take(end)) {
      if (found.length > 0) {
        this.require(",");
      }
      found.push(this.conditional());
    }
    return found;
  }

  private name(): Token {
    const token = this.token;
    if (token.kind !== "name") {
      throw this.unexpected("a name");
    }
    this.next += 1;
    return token;
  }

  private get token(): Token {
    return this.tokens[this.next] ?? { kind: "end", text: "", at: 0 };
  }

  private take<Text extends string>(...signs: readonly Text[]): Text | undefined {
    const token = this.token;
    const found = signs.find((sign) => token.kind === "sign" && sign === token.text);
    if (found !== undefined) {
      this.next += 1;
    }
    return found;
  }

  private require(sign: string): void {
    if (!this.take(sign)) {
      throw this.unexpected(sign);
    }
  }

  private unexpected(wanted: string): ExpressionError {
    const { kind, text, at } = this.token;
    const found = kind === "end" ? "the end" : `"${text}"`;
    return new ExpressionError(`at position ${at} comes ${found} where ${wanted} should be`);
  }

  private deeper<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > MOST_DEPTH) {
      throw new ExpressionError(`it is nested deeper than ${MOST_DEPTH} levels`);
    }
    const found = parse();
    this.depth -= 1;
    return found;
  }
}
