import { expect, test } from "vitest";
import { readWorkflowSearch } from "../workflows/workflowSearch";
import { onlySearch } from "./onlySearch";

test("a value that the reader leaves out does not reach the page over what it returns", () => {
  const given = { tab: "documentation", other: "1" };
  expect({ ...given, ...onlySearch(readWorkflowSearch)(given) }).toEqual({
    tab: undefined,
    other: undefined,
  });
});

test("what the reader takes stays as it is", () => {
  expect(onlySearch(readWorkflowSearch)({ tab: "docs" })).toEqual({ tab: "docs" });
});
