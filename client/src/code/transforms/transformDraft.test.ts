import { expect, it } from "vitest";
import { argumentsOf, codemodOf, NEW_TRANSFORM } from "./transformDraft";

it("reads arguments by line, and leaves out those without a new name", () => {
  expect(argumentsOf("timeout = deadline\n\n0=url\nverify =")).toEqual({
    timeout: "deadline",
    "0": "url",
    verify: null,
  });
});

it("asks for what the kind takes, and nothing else", () => {
  const draft = { ...NEW_TRANSFORM, name: " workflow ", old: "a.b", renamed: "c" };

  expect(codemodOf({ ...draft, id: "add-import" })).toEqual({
    id: "add-import",
    name: "workflow",
    source: null,
  });
  expect(codemodOf(draft)).toEqual({
    id: "rewrite-call",
    old: "a.b",
    new: "c",
    arguments: {},
    isAwaited: false,
  });
  expect(codemodOf({ ...draft, id: "predecessor" })).toEqual({ id: "predecessor" });
});
