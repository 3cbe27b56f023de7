import { describe, expect, it } from "vitest";
import { type Conditions, conditionsOf, expressionOfConditions } from "./conditions";

const CLICKED: Conditions[] = [
  { every: true, list: [] },
  { every: true, list: [{ field: "a", comparison: "is", value: "x \" '" }] },
  { every: true, list: [{ field: "a", comparison: "is", value: true }] },
  {
    every: true,
    list: [
      { field: "a", comparison: "above", value: -5 },
      { field: "with space", comparison: "contains", value: "x" },
    ],
  },
  {
    every: false,
    list: [
      { field: "a", comparison: "filled", value: "" },
      { field: "b", comparison: "missing", value: "" },
      { field: "c", comparison: "startsWith", value: "x" },
    ],
  },
];

describe("conditions", () => {
  it.each(CLICKED.map((clicked) => [expressionOfConditions(clicked), clicked] as const))(
    "%s is read as it was clicked",
    (expression, clicked) => {
      expect(conditionsOf(expression)).toEqual(clicked);
    },
  );

  it("are read from what somebody wrote in the same words", () => {
    expect(conditionsOf("context.field.a==='x'")?.list).toEqual([
      { field: "a", comparison: "is", value: "x" },
    ]);
  });

  it.each(["field.a === 1 && (field.b || field.c)", "query.a === 1", "field.a ==", "field.a + 1"])(
    "leave %s to the text",
    (expression) => {
      expect(conditionsOf(expression)).toBeUndefined();
    },
  );
});
