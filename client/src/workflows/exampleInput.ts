import type { JsonValue, ParameterView } from "../api/schema";

/** An input that shows what each required parameter, and each with a default, may look like. */
export function exampleInput(parameters: readonly ParameterView[]): Record<string, JsonValue> {
  const shown = parameters.filter(
    ({ required, defaultValue }) => required || defaultValue !== null,
  );
  return Object.fromEntries(shown.map((parameter) => [parameter.name, exampleOf(parameter)]));
}

function exampleOf({ type, defaultValue, options, secret }: ParameterView): JsonValue {
  if (secret) return "…";
  if (defaultValue !== null && defaultValue !== undefined) return defaultValue;
  const [option] = options ?? [];
  return option === undefined ? EXAMPLES[type] : option.value;
}

const EXAMPLES: Record<ParameterView["type"], JsonValue> = {
  string: "text",
  int: 1,
  float: 1.5,
  bool: true,
  json: {},
  list: [],
  email: "ada@example.com",
  date: "2026-12-01",
  datetime: "2026-12-01T09:00:00Z",
};
