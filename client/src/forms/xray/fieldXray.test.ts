import { expect, test } from "vitest";
import type { FormField } from "../../api/schema";
import { FormState, type Values } from "../answers/formState";
import { filledWith } from "../runner/filledForm";
import type { Offered } from "../runner/useProviders";
import { fieldXray } from "./fieldXray";

function field(name: string, more: Partial<FormField> = {}): FormField {
  return { name, type: "text", label: name.toUpperCase(), ...more } as FormField; // the rest is left out
}

function xrayOf(
  fields: readonly FormField[],
  name: string,
  answers: Values = {},
  offered: ReadonlyMap<string, Offered> = new Map(),
) {
  const state = new FormState(fields, { answers, query: {} });
  const found = fields.find((one) => one.name === name);
  if (found === undefined) throw new Error(name);
  return fieldXray({ form: filledWith(answers), state, offered }, found);
}

const TWO = [
  field("kind"),
  field("reason", { visibilityExpression: "field.kind == 'other'", required: true }),
];

test("the part of a condition that hides a field is in its trace", () => {
  const found = xrayOf(TWO, "reason", { kind: "usual" });

  expect(found.visibility.holds).toBe(false);
  expect(found.visibility.trace?.parts[0]?.value).toBe("usual");
  expect(found.valueSays).toContain("A hidden field is not sent, whatever it has.");
  expect(found.valueSays).toContain("It depends on: KIND.");
  expect(xrayOf(TWO, "kind").valueSays).toContain("These depend on it: REASON.");
});

test("a condition that cannot be read counts as true, and is said", () => {
  const found = xrayOf([field("a", { requiredExpression: "field." })], "a");

  expect(found.requirement.holds).toBe(true);
  expect(found.requirement.says).toContain("cannot be evaluated");
});

test("an empty field says what its choices wait for", () => {
  const fields = [field("user", { type: "select", dataProvider: "users" })];
  const blocked = new Map([["user", { state: "blocked", missing: ["Customer"] } as const]]);
  const none = new Map([["user", { state: "ready", options: [] } as const]]);

  expect(xrayOf(fields, "user", {}, blocked).valueSays).toEqual([
    "Its choices wait for: Customer.",
  ]);
  expect(xrayOf(fields, "user", {}, none).valueSays).toEqual([
    "The data provider users offers nothing for its inputs.",
  ]);
});

test("a value says whether it is a default, and a secret is not shown", () => {
  const fields = [field("a", { defaultValue: "x" }), field("pin", { secret: true })];
  const reader = field("b", { visibilityExpression: "field.pin == '12345'" });

  expect(xrayOf(fields, "a").valueSays).toEqual([
    '"x"',
    "Its default, since nothing was filled in.",
  ]);
  const pin = xrayOf([...fields, reader], "pin", { pin: "12345" });
  expect(pin.valueSays[0]).toBe("A secret: it is not shown.");
  const found = xrayOf([...fields, reader], "b", { pin: "12345" });
  expect(found.visibility).toMatchObject({ holds: true, trace: undefined });
});
