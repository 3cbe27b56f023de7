import type { FormField } from "../../api/schema";
import { expressionOf } from "../expressions/expression";
import { ExpressionError } from "../expressions/expressionError";

/** The fields whose choices depend on a field, also by way of others. */
export function dependentsOf(fields: readonly FormField[], name: string): FormField[] {
  const changed = new Set([name]);
  // A field depends only on those above it, so one pass in their order finds all.
  return fields.filter((field) => {
    const depends = inputNames(field).some((input) => changed.has(input));
    if (depends) changed.add(field.name);
    return depends;
  });
}

/** The fields that the inputs of a field's data provider are made from. */
export function inputNames(field: FormField): string[] {
  return Object.values(field.dataProviderInputs ?? {}).flatMap((input) => {
    if (input.fieldName) return [input.fieldName];
    return input.expression ? fieldsRead(input.expression) : [];
  });
}

/** Whether the field shows or checks something of the launch workflow's result. */
export function readsLaunch(field: FormField): boolean {
  const inputs = Object.values(field.dataProviderInputs ?? {}).map((input) => input.expression);
  const read = [field.visibilityExpression, field.requiredExpression, field.content, ...inputs];
  return read.some((text) => text?.includes("workflow") ?? false);
}

function fieldsRead(expression: string): string[] {
  try {
    return [...expressionOf(expression).fields];
  } catch (error) {
    if (error instanceof ExpressionError) return [];
    throw error;
  }
}
