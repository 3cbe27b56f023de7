import { expect, test } from "vitest";
import { type RuleDraft, ruleDraftOf, ruleOf } from "./ruleDraft";

const DRAFT: RuleDraft = {
  name: " Follow up ",
  workflowName: "follow_up",
  filter: "",
  input: "",
  isEnabled: true,
};

test("a template is an object of JSON, or nothing", () => {
  const inputOf = (input: string) => ruleOf({ ...DRAFT, input })?.input;
  expect(inputOf('{"id": "{{ event.payload.id }}"}')).toEqual({ id: "{{ event.payload.id }}" });
  expect(inputOf("")).toBeNull();
  expect(ruleOf({ ...DRAFT, input: "[1]" })).toBeUndefined();
  expect(ruleOf({ ...DRAFT, input: "{" })).toBeUndefined();
});

test("what was saved comes back as it was typed, without spaces around the name", () => {
  const rule = ruleOf({ ...DRAFT, input: '{"id": 7}' });
  expect(rule?.name).toBe("Follow up");
  expect(ruleOf(ruleDraftOf(rule))).toEqual(rule);
});
