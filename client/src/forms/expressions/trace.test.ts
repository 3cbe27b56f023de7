import { describe, expect, it } from "vitest";
import vectors from "../../../../sdk/expressions/vectors.json" with { type: "json" };
import { Expression } from "./expression";
import type { Node } from "./nodes";
import { parsed } from "./parser";
import { printed } from "./printed";
import { type Trace, traceOf } from "./trace";

const context = {
  field: { country: "DE", count: "2", tags: ["a"] },
  query: {},
  workflow: {},
};
function readable(expression: string): Node | undefined {
  try {
    return parsed(expression);
  } catch {
    return undefined; // one of the vectors that are refused
  }
}

/** The parts that make an expression false: what a reader looks for. */
function guilty(trace: Trace): string[] {
  if (!trace.decides || trace.holds) return [];
  const inner = trace.parts.flatMap(guilty);
  return trace.kind === "value" || inner.length === 0 ? [trace.text] : inner;
}

describe("the trace of an expression", () => {
  it("names the part that is false, with what it reads", () => {
    const trace = traceOf('field.country === "DE" && Number(field.count) > 3', context);
    expect(trace.holds).toBe(false);
    expect(guilty(trace)).toEqual(["Number(field.count) > 3"]);
    expect(trace.parts[1]?.parts.map(({ text, value }) => [text, value])).toEqual([
      ["field.count", "2"],
    ]);
  });

  it("leaves out what is not asked", () => {
    const trace = traceOf("field.country === 'AT' && field.count === '2'", context);
    expect(trace.parts.map(({ decides }) => decides)).toEqual([true, false]);
  });

  it("shows a part that cannot be evaluated, which counts as true", () => {
    const trace = traceOf("field.nothing.includes('x')", context);
    expect(trace.holds).toBe(true);
    expect(trace.error).toBeTruthy();
  });

  it("reads the arguments of calls and both branches of a choice", () => {
    const trace = traceOf("field.tags.includes(field.country) ? 1 : query.x", context);
    expect(trace.kind).toBe("choice");
    expect(trace.parts[0]?.parts.map(({ text }) => text)).toEqual(["field.tags", "field.country"]);
    expect(trace.parts.map(({ decides }) => decides)).toEqual([true, false, true]);
  });
});

it("prints expressions that mean the same", () => {
  for (const { expression } of vectors.vectors) {
    const node = readable(expression);
    if (node === undefined) continue;
    const once = printed(node);
    if (once.length > 2000) continue; // spaces made it too long
    expect(printed(parsed(once))).toBe(once);
    expect(new Expression(once).fields).toEqual(new Expression(expression).fields);
  }
});
