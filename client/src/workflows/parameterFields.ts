import type { FieldValidation, FormField, JsonValue, ParameterView } from "../api/schema";

/** The field of a form that takes a parameter's value, as the server drafts forms. */
export function fieldOf(parameter: ParameterView): FormField {
  const { name, label, description, helpText, required, secret } = parameter;
  const type = typeOf(parameter);
  return {
    name,
    label: label ?? wordsOf(name),
    type,
    required: required && type !== "checkbox",
    secret: secret && type === "text",
    helpText: helpText ?? description,
    defaultValue: defaultOf(parameter),
    ...choicesOf(parameter),
    validation: rulesOf(parameter),
  };
}

/** Whether the parameter is typed as JSON: an object, or a list without choices. */
export function isTypedAsJson(parameter: ParameterView): boolean {
  return typeOf(parameter) === "textarea";
}

function typeOf({ type, options, dataProvider }: ParameterView): FormField["type"] {
  const hasChoices = dataProvider !== null || (options ?? []).length > 0;
  if (type === "list" && hasChoices) return "multi_select";
  return hasChoices && type !== "bool" ? "select" : TYPES[type];
}

const TYPES: Record<ParameterView["type"], FormField["type"]> = {
  string: "text",
  int: "number",
  float: "number",
  bool: "checkbox",
  json: "textarea",
  list: "textarea",
  email: "email",
  date: "date",
  datetime: "datetime",
};

function choicesOf({
  options,
  dataProvider,
  dataProviderInputs,
}: ParameterView): Partial<FormField> {
  if (dataProvider !== null) {
    const inputs = Object.entries(dataProviderInputs ?? {}).map(
      ([input, other]) => [input, { mode: "fieldRef", fieldName: other }] as const,
    );
    return { dataProvider, dataProviderInputs: Object.fromEntries(inputs) };
  }
  if (options === null || options.length === 0) return {};
  return { options: options.map(({ label, value }) => ({ label, value: choiceText(value) })) };
}

/** A choice's value as a form has it: text. */
export function choiceText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function defaultOf(parameter: ParameterView): JsonValue {
  const { defaultValue } = parameter;
  if (defaultValue === null || defaultValue === undefined) return null;
  if (isTypedAsJson(parameter)) return JSON.stringify(defaultValue, undefined, 2);
  return parameter.options === null ? defaultValue : choiceText(defaultValue);
}

function rulesOf({ validation }: ParameterView): FieldValidation | null {
  if (validation === null) return null;
  const { min, max, pattern, message } = validation;
  return {
    min: boundOf(min),
    max: boundOf(max),
    pattern: typeof pattern === "string" ? pattern : null,
    message: typeof message === "string" ? message : null,
  };
}

function boundOf(value: JsonValue | undefined): number | string | null {
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function wordsOf(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1) || name;
}
