/** The text of a parsed expression, in one spelling. */

import type { Node, Step } from "./nodes";

const NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

export function printed(node: Node): string {
  switch (node.kind) {
    case "literal":
      return node.value === undefined ? "undefined" : JSON.stringify(node.value);
    case "name":
      return node.name;
    case "items":
      return `[${node.items.map(printed).join(", ")}]`;
    case "unary":
      return `${node.sign}${printed(node.operand)}`;
    case "operators": {
      if (node.others.length === 0) return `(${printed(node.first)})`;
      const others = node.others.map(([sign, operand]) => ` ${sign} ${printed(operand)}`);
      return printed(node.first) + others.join("");
    }
    case "conditional":
      return `${printed(node.condition)} ? ${printed(node.yes)} : ${printed(node.no)}`;
    case "conversion":
      return `${node.name}(${printed(node.operand)})`;
    default:
      return printed(node.first) + node.steps.map(stepText).join("");
  }
}

function stepText({ name, isOptional, given }: Step): string {
  const literal = name.kind === "literal" ? name.value : undefined;
  const isWord = typeof literal === "string" && NAME.test(literal);
  const dot = isOptional ? "?." : "";
  if (given !== undefined) return `${dot || "."}${literal}(${given.map(printed).join(", ")})`;
  return isWord ? `${dot || "."}${literal}` : `${dot}[${printed(name)}]`;
}
