/** The state of a form that is being filled in: its values, and what depends on them. */

import type { FormField } from "../../api/schema";
import { expressionOf } from "../expressions/expression";
import { ExpressionError } from "../expressions/expressionError";
import type { ExpressionContext } from "../expressions/nodes";
import { isTrue, type Value } from "../expressions/values";
import { emptyValue, fittingValue, isEmpty, takesValue } from "./formField";

export type Values = Readonly<Record<string, Value>>;
type ProviderInput = NonNullable<FormField["dataProviderInputs"]>[string];

/** What a form is filled in with: the answers, the page's query, the launch workflow's result. */
export interface Given {
  readonly answers: Values;
  readonly query: Readonly<Record<string, string>>;
  readonly allowedQuery?: readonly string[];
  readonly workflow?: Value;
}

export class FormState {
  readonly fields: readonly FormField[];
  /** The value of each field that takes one: the answer, its default, or empty. */
  readonly values: Values;
  readonly context: ExpressionContext;

  constructor(fields: readonly FormField[], given: Given) {
    this.fields = fields;
    const taking = fields.filter(takesValue);
    this.values = record(taking, (field) => givenValue(field, given.answers));
    this.context = {
      field: record(taking, (field) => fittingValue(field, this.values[field.name])),
      query: allowedOf(fields, given),
      workflow: given.workflow || {},
    };
  }

  /** Whether the field is visible; yes if its expression cannot be evaluated. */
  isShown(field: FormField): boolean {
    return this.holds(field.visibilityExpression, true);
  }

  /** Whether the field is required; yes if its expression cannot be evaluated. */
  isRequired(field: FormField): boolean {
    return field.required || this.holds(field.requiredExpression, false);
  }

  /** Returns the inputs of the field's data provider; undefined while one of them is empty. */
  inputsOf(field: FormField): Values | undefined {
    const found: Record<string, Value> = {};
    for (const [name, given] of Object.entries(field.dataProviderInputs ?? {})) {
      const value = this.input(given);
      if (value === undefined || value === null || value === "") {
        return undefined;
      }
      found[name] = value;
    }
    return found;
  }

  private holds(expression: string | null | undefined, otherwise: boolean): boolean {
    if (expression === null || expression === undefined) {
      return otherwise;
    }
    try {
      return isTrue(expressionOf(expression).value(this.context));
    } catch (error) {
      if (error instanceof ExpressionError) {
        return true;
      }
      throw error;
    }
  }

  private input(given: ProviderInput): Value {
    if (given.fieldName) {
      const field = this.fields.find(({ name }) => name === given.fieldName);
      const value = this.values[given.fieldName];
      return field === undefined || isEmpty(field, value) ? undefined : value;
    }
    if (!given.expression) {
      return given.value;
    }
    try {
      const found = expressionOf(given.expression).value(this.context);
      return typeof found === "object" ? undefined : found;
    } catch (error) {
      if (error instanceof ExpressionError) {
        return undefined;
      }
      throw error;
    }
  }
}

function givenValue(field: FormField, answers: Values): Value {
  const given = Object.hasOwn(answers, field.name) ? answers[field.name] : field.defaultValue;
  return (given as Value) ?? emptyValue(field); // JSON of the server is a value
}

function allowedOf(fields: readonly FormField[], given: Given): Readonly<Record<string, string>> {
  const own = fields.filter((field) => field.allowAsQueryParam).map((field) => field.name);
  const allowed = new Set([...own, ...(given.allowedQuery ?? [])]);
  return Object.fromEntries(Object.entries(given.query).filter(([name]) => allowed.has(name)));
}

/** A record without a prototype, so that no field's name is a member already. */
function record(fields: readonly FormField[], value: (field: FormField) => Value): Values {
  const found: Record<string, Value> = Object.create(null);
  for (const field of fields) {
    found[field.name] = value(field);
  }
  return found;
}
