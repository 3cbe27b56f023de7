import type { JsonValue, ParameterView } from "../api/schema";
import type { Values } from "../forms/answers/formState";
import type { Value } from "../forms/expressions/values";
import { isTypedAsJson } from "../workflows/parameterFields";

/** Saved inputs as the fields of the form runner show them. */
export function typedInputs(
  parameters: readonly ParameterView[],
  inputs: Readonly<Record<string, JsonValue>>,
): Values {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const value = inputs[parameter.name];
      return value === undefined ? [] : [[parameter.name, typed(parameter, value)] as const];
    }),
  );
}

function typed(parameter: ParameterView, value: JsonValue): Value {
  if (isTypedAsJson(parameter)) return JSON.stringify(value, undefined, 2);
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value as Value; // what is saved is JSON: forms have the same values
}
