import { describe, expect, it } from "vitest";
import shared from "../../../../sdk/expressions/vectors.json" with { type: "json" };
import { Expression } from "./expression";
import { ExpressionError } from "./expressionError";
import type { ExpressionContext } from "./nodes";

interface Vector {
  readonly expression: string;
  readonly value?: unknown;
  readonly is?: string;
  readonly error?: boolean;
}

const context: ExpressionContext = shared.context;
const vectors: readonly Vector[] = shared.vectors;
const NAMED = new Map<string, unknown>([
  ["undefined", undefined],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["-0", -0],
]);

describe("the vectors that the server passes too", () => {
  it.each(vectors.map((vector) => [vector.expression.slice(0, 60), vector] as const))(
    "%s",
    (_, vector) => {
      const evaluate = () => new Expression(vector.expression).value(context);
      if (vector.error) {
        expect(evaluate).toThrow(ExpressionError);
      } else if (vector.is !== undefined) {
        expect(NAMED.has(vector.is)).toBe(true);
        expect(evaluate()).toBe(NAMED.get(vector.is));
      } else {
        expect(evaluate()).toEqual(vector.value);
      }
    },
  );
});

it("tells which fields it reads", () => {
  const expression = new Expression(
    "field.a && (context.field['b c'] || query.field) ? field.d.e : 1",
  );

  expect([...expression.fields].sort()).toEqual(["a", "b c", "d"]);
});

it("evaluates fifty fields on a key stroke in less than 4 ms", () => {
  const expressions = Array.from(
    { length: 50 },
    (_, number) => new Expression(`field.name === "Ada" && field.count + ${number} > 3`),
  );
  for (const expression of expressions) {
    expression.value(context);
  }

  const times = Array.from({ length: 20 }, () => {
    const begun = performance.now();
    for (const expression of expressions) {
      expression.value(context);
    }
    return performance.now() - begun;
  });

  expect(Math.min(...times)).toBeLessThan(4);
});
