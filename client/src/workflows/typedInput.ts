import type { JsonValue, ParameterView } from "../api/schema";
import type { Value, Values } from "../forms/ParameterForm";
import { shownValue } from "../forms/shownValue";
import { choiceText, fieldOf, isTypedAsJson } from "./parameterFields";

interface TypedInput {
  /** What the fields are filled in with. Secrets are asked for anew. */
  values: Values;
  /** Names of the input that the workflow has no parameter for. */
  others: string[];
}

/** The input of a former run, as somebody would type it: the opposite of `parameterInput`. */
export function typedInput(
  parameters: readonly ParameterView[],
  input: Readonly<Record<string, JsonValue>>,
): TypedInput {
  const known = new Set(parameters.map(({ name }) => name));
  const filled = parameters.flatMap((parameter) => {
    const value = input[parameter.name];
    if (value === undefined || value === null || parameter.secret) return [];
    return [[parameter.name, typed(parameter, value)] as const];
  });
  return {
    values: Object.fromEntries(filled),
    others: Object.keys(input).filter((name) => !known.has(name)),
  };
}

/** What a record has is JSON, as the values of forms are. */
function typed(parameter: ParameterView, value: JsonValue): Value {
  if (isTypedAsJson(parameter)) return JSON.stringify(value, undefined, 2);
  if (parameter.options === null) return shownValue(fieldOf(parameter), value as Value);
  return Array.isArray(value) ? value.map(choiceText) : choiceText(value);
}
