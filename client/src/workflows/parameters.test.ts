import { expect, test } from "vitest";
import type { ParameterView } from "../api/schema";
import { fieldOf } from "./parameterFields";
import { parameterInput } from "./parameterInput";
import { typedInput } from "./typedInput";

function parameter(type: ParameterView["type"], more: Partial<ParameterView> = {}): ParameterView {
  return {
    name: "some_value",
    type,
    required: true,
    label: null,
    description: null,
    helpText: null,
    defaultValue: null,
    options: null,
    dataProvider: null,
    dataProviderInputs: null,
    secret: false,
    validation: null,
    ...more,
  };
}

test.each([
  ["string", "text"],
  ["int", "number"],
  ["float", "number"],
  ["bool", "checkbox"],
  ["json", "textarea"],
  ["list", "textarea"],
  ["email", "email"],
  ["date", "date"],
  ["datetime", "datetime"],
] as const)("%s is filled in as %s", (type, field) => {
  expect(fieldOf(parameter(type))).toMatchObject({ type: field, label: "Some value" });
});

test("a number that has choices is chosen, and stays a number", () => {
  const seats = parameter("int", { options: [{ label: "Five", value: 5 }], defaultValue: 5 });

  expect(fieldOf(seats)).toMatchObject({ type: "select", defaultValue: "5" });
  expect(parameterInput([seats], { some_value: "5" }).input).toEqual({ some_value: 5 });
});

test("a data provider's inputs are other parameters", () => {
  const field = fieldOf(
    parameter("string", { dataProvider: "users", dataProviderInputs: { tenant: "customer" } }),
  );

  expect(field).toMatchObject({
    type: "select",
    dataProvider: "users",
    dataProviderInputs: { tenant: { mode: "fieldRef", fieldName: "customer" } },
  });
});

test("a secret is masked", () => {
  expect(fieldOf(parameter("string", { secret: true }))).toMatchObject({ secret: true });
});

test("objects are typed as JSON, and what is no JSON is named", () => {
  const object = parameter("json");

  expect(parameterInput([object], { some_value: '{"a": [1]}' }).input).toEqual({
    some_value: { a: [1] },
  });
  expect(parameterInput([object], { some_value: "{a" }).faults).toHaveProperty("some_value");
});

test("the input of a former run is typed again, without its secrets", () => {
  const parameters = [
    parameter("json", { name: "nested" }),
    parameter("int", { name: "seats", options: [{ label: "Five", value: 5 }] }),
    parameter("list", { name: "colours", options: [{ label: "Red", value: "red" }] }),
    parameter("string", { name: "token", secret: true }),
    parameter("int", { name: "plain" }),
    parameter("string", { name: "absent" }),
  ];
  const input = { nested: { a: 1 }, seats: 5, colours: ["red"], token: "•••", plain: 3, gone: 1 };

  const { values, others } = typedInput(parameters, input);

  expect(values).toEqual({
    nested: JSON.stringify({ a: 1 }, undefined, 2),
    seats: "5",
    colours: ["red"],
    plain: 3,
  });
  expect(others).toEqual(["gone"]);
  const { token: _, gone: __, ...sent } = input;
  expect(parameterInput(parameters, values).input).toEqual(sent);
});

test("an optional parameter that is left empty is not sent", () => {
  const optional = parameter("string", { required: false });
  expect(parameterInput([optional], { some_value: "" }).input).toEqual({});
});
