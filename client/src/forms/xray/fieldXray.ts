/** Why a field of a form that is being filled in is hidden, required or empty. */

import type { FormField } from "../../api/schema";
import * as texts from "../../texts/texts";
import { hasProvider, isEmpty, takesValue } from "../answers/formField";
import { expressionOf } from "../expressions/expression";
import { ExpressionError } from "../expressions/expressionError";
import { type Trace, traceOf } from "../expressions/trace";
import type { Value } from "../expressions/values";
import { dependentsOf, inputNames } from "../runner/dependents";
import type { FilledFormHandle } from "../runner/useFilledForm";
import type { Offered } from "../runner/useProviders";

const words = texts.xray;

/** Why something is so: a sentence, or the parts of the expression that decides it. */
export interface Reason {
  readonly holds: boolean;
  readonly says: string | undefined;
  readonly trace: Trace | undefined;
}

export interface FieldXray {
  readonly field: FormField;
  readonly label: string;
  readonly visibility: Reason;
  readonly requirement: Reason;
  readonly isEmpty: boolean;
  /** What it has, or why it has nothing. */
  readonly valueSays: readonly string[];
}

type Filled = Pick<FilledFormHandle, "form" | "state" | "offered">;

export function fieldXray(filled: Filled, field: FormField): FieldXray {
  const { state } = filled;
  return {
    field,
    label: labelOf(field),
    visibility: decided(filled, field.visibilityExpression, true, words.alwaysShown),
    requirement: field.required
      ? { holds: true, says: words.alwaysRequired, trace: undefined }
      : decided(filled, field.requiredExpression, false, words.neverRequired),
    isEmpty: isEmpty(field, state.values[field.name]),
    valueSays: [...valueSays(filled, field), ...relations(filled, field)],
  };
}

function labelOf({ label, name }: FormField): string {
  return label || name;
}

function decided(
  { state }: Filled,
  expression: string | null | undefined,
  otherwise: boolean,
  says: string,
): Reason {
  if (!expression) return { holds: otherwise, says, trace: undefined };
  try {
    const secrets = new Set(state.fields.filter(({ secret }) => secret).map(({ name }) => name));
    const trace = traceOf(expression, state.context);
    const readsSecret = [...expressionOf(expression).fields].some((name) => secrets.has(name));
    if (readsSecret)
      return { holds: trace.holds, says: words.readsSecret(expression), trace: undefined };
    const failed = trace.error === undefined ? undefined : words.fault(expression, trace.error);
    return { holds: trace.holds, says: failed, trace };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    return { holds: true, says: words.fault(expression, error.message), trace: undefined };
  }
}

function valueSays({ form, state, offered }: Filled, field: FormField): string[] {
  if (!takesValue(field)) return [words.textOnly];
  const value = state.values[field.name];
  const isFilled = !isEmpty(field, value);
  const hidden = state.isShown(field) ? [] : [words.hiddenValue];
  const provided = hasProvider(field) ? providerSays(field, offered.get(field.name)) : [];
  const isAnswered = Object.hasOwn(form.answers, field.name);
  if (!isFilled) return [...hidden, ...(provided.length > 0 ? provided : [words.notFilled])];
  return [
    field.secret ? words.secretValue : textOf(value),
    ...(isAnswered ? [] : [words.fromDefault]),
    ...hidden,
    ...provided,
  ];
}

function providerSays(field: FormField, offered: Offered | undefined): string[] {
  const provider = field.dataProvider ?? "";
  switch (offered?.state) {
    case undefined:
      return [];
    case "blocked":
      return [words.waitsFor(offered.missing)];
    case "loading":
      return [words.loading(provider)];
    case "failed":
      return [words.failed(provider, offered.error.message)];
    case "ready":
      return [
        offered.options.length === 0
          ? words.offersNothing(provider)
          : words.offers(provider, offered.options.length),
      ];
  }
}

function relations({ state }: Filled, field: FormField): string[] {
  const read = new Set([...inputNames(field), ...namesIn(field)]);
  const reads = state.fields.filter(({ name }) => read.has(name)).map(labelOf);
  const choices = dependentsOf(state.fields, field.name);
  const feeds = state.fields
    .filter((other) => choices.includes(other) || namesIn(other).includes(field.name))
    .map(labelOf);
  return [
    ...(reads.length === 0 ? [] : [words.reads(reads)]),
    ...(feeds.length === 0 ? [] : [words.feeds(feeds)]),
  ];
}

/** The fields that the conditions of a field read. */
function namesIn({ visibilityExpression, requiredExpression }: FormField): string[] {
  return [visibilityExpression, requiredExpression].flatMap((expression) => {
    if (!expression) return [];
    try {
      return [...expressionOf(expression).fields];
    } catch (error) {
      if (error instanceof ExpressionError) return [];
      throw error;
    }
  });
}

function textOf(value: Value): string {
  return JSON.stringify(value) ?? "";
}
