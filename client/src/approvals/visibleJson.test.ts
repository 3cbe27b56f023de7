import { expect, test } from "vitest";
import { objectOf, visibleJson } from "./visibleJson";

test("what cannot be seen, or turns a text around, is an escape", () => {
  const text = visibleJson({ to: "a\u202ecod.exe", note: "x\u200by", name: "Zoë" });

  expect(text).toContain("a\\u202ecod.exe");
  expect(text).toContain("x\\u200by");
  expect(text).toContain("Zoë");
  expect(objectOf(text)).toEqual({ to: "a\u202ecod.exe", note: "x\u200by", name: "Zoë" });
});

test("changed arguments are an object, or nothing", () => {
  expect(objectOf('{"a": 1}')).toEqual({ a: 1 });
  expect([objectOf("[1]"), objectOf("null"), objectOf("{")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
