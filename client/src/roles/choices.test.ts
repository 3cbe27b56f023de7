import { expect, test } from "vitest";
import { changesOf } from "./choices";

test("only what differs is sent", () => {
  const saved = new Set(["a", "b"]);
  expect(changesOf(saved, new Set(["b", "c"]))).toEqual({ added: ["c"], removed: ["a"] });
  expect(changesOf(saved, new Set(saved))).toEqual({ added: [], removed: [] });
});
