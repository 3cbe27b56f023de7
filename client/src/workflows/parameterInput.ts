import type { JsonValue, ParameterView } from "../api/schema";
import * as texts from "../texts/texts";
import { isTypedAsJson } from "./parameterFields";

type Typed = Readonly<Record<string, unknown>>;

/** The input of a run from what was typed; `faults` names the parameters that are no JSON. */
export function parameterInput(
  parameters: readonly ParameterView[],
  typed: Typed,
): { input: Record<string, JsonValue>; faults: Record<string, string> } {
  const input: Record<string, JsonValue> = {};
  const faults: Record<string, string> = {};
  for (const parameter of parameters) {
    const value = typed[parameter.name];
    if (isLeftEmpty(parameter, value)) continue;
    try {
      input[parameter.name] = jsonOf(parameter, value);
    } catch {
      faults[parameter.name] = texts.workflows.noJson;
    }
  }
  return { input, faults };
}

/** An optional parameter that nothing was typed for keeps the workflow's own default. */
function isLeftEmpty({ required }: ParameterView, value: unknown): boolean {
  return value === undefined || value === null || (value === "" && !required);
}

/** Throws SyntaxError for a text that should be JSON and is not. */
function jsonOf(parameter: ParameterView, value: unknown): JsonValue {
  if (isTypedAsJson(parameter)) return JSON.parse(String(value));
  const { options } = parameter;
  if (Array.isArray(value)) return value.map((one) => chosen(options, one));
  return chosen(options, value);
}

/** The value of the option that a form's text stands for. */
function chosen(options: ParameterView["options"], value: unknown): JsonValue {
  const option = options?.find((one) => one.value === value || JSON.stringify(one.value) === value);
  // What was typed or chosen is JSON: forms have no other values.
  return option === undefined ? (value as JsonValue) : option.value;
}
