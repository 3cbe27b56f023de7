/** Splits an expression's text into tokens. */

import { ExpressionError } from "./expressionError";

export type TokenKind = "number" | "string" | "name" | "sign" | "end";

/** One token. The text of a string is its value, of other kinds the source; `at` counts from 1. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
}

const MOST_CHARACTERS = 2000;
const TOKEN = new RegExp(
  [
    "[ \\t\\r\\n]*(?:",
    "(?<number>(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_$]))",
    "|(?<string>\"(?:[^\"\\\\\\r\\n]|\\\\[^\\r\\n])*\"|'(?:[^'\\\\\\r\\n]|\\\\[^\\r\\n])*')",
    "|(?<name>[A-Za-z_$][A-Za-z0-9_$]*)",
    "|(?<sign>===|!==|==|!=|<=|>=|&&|\\|\\||\\?\\.(?![0-9])|[-+*/%<>!?:.,()\\[\\]])",
    "|(?<end>$)",
    ")",
  ].join(""),
  "y",
);
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/gu;
const ESCAPED: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "\\": "\\",
  '"': '"',
  "'": "'",
  "/": "/",
};

/** Returns all tokens and one of kind `end`; throws ExpressionError where none can be read. */
export function tokensOf(text: string): Token[] {
  if ([...text].length > MOST_CHARACTERS) {
    throw new ExpressionError(`an expression has at most ${MOST_CHARACTERS} characters`);
  }
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (;;) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) {
      const rest = text.slice(start, start + 20);
      throw new ExpressionError(`cannot be read from position ${start + 1} on: "${rest}"`);
    }
    const token = tokenOf(match, TOKEN.lastIndex);
    tokens.push(token);
    if (token.kind === "end") {
      return tokens;
    }
  }
}

function tokenOf(match: RegExpExecArray, end: number): Token {
  for (const kind of ["number", "string", "name", "sign"] as const) {
    const found = match.groups?.[kind];
    if (found !== undefined) {
      const at = end - found.length + 1;
      return { kind, text: kind === "string" ? meaningOf(found, at) : found, at };
    }
  }
  return { kind: "end", text: "", at: end + 1 };
}

function meaningOf(quoted: string, at: number): string {
  const text = quoted.slice(1, -1).replace(ESCAPE, (_, code?: string, letter?: string) => {
    if (code !== undefined) {
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    const found = ESCAPED[letter ?? ""];
    if (found === undefined) {
      throw new ExpressionError(`there is no escape \\${letter} in the text at position ${at}`);
    }
    return found;
  });
  return text.toWellFormed();
}
