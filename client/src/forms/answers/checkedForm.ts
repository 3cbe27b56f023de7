/** Checks all answers of a form: what the workflow gets, or which field is at fault. */

import type { FormField } from "../../api/schema";
import * as texts from "../../texts/texts";
import type { Value } from "../expressions/values";
import { answerOf, type Choices, choiceText } from "./answer";
import { AnswerFault } from "./answerFault";
import { hasProvider, isEmpty, offersChoices, takesValue } from "./formField";
import type { FormState, Values } from "./formState";

/** The values that the data provider of a field offers now; undefined if that is not known. */
export type ProviderChoices = (field: FormField) => readonly Value[] | undefined;

export interface CheckedForm {
  readonly values: Values;
  readonly faults: ReadonlyMap<string, AnswerFault>;
}

/** Checks the visible fields; a field that was left empty may have no value. */
export function checkedForm(
  state: FormState,
  provided: ProviderChoices,
  zone: string,
): CheckedForm {
  const values: Record<string, Value> = {};
  const faults = new Map<string, AnswerFault>();
  for (const field of state.fields) {
    if (!takesValue(field) || !state.isShown(field)) {
      continue;
    }
    try {
      const value = checked(state, field, provided, zone);
      if (value !== undefined) {
        values[field.name] = value;
      }
    } catch (error) {
      if (!(error instanceof AnswerFault)) {
        throw error;
      }
      faults.set(field.name, error);
    }
  }
  return { values, faults };
}

function checked(
  state: FormState,
  field: FormField,
  provided: ProviderChoices,
  zone: string,
): Value {
  const value = state.values[field.name];
  const rules = { isRequired: state.isRequired(field), zone };
  const isChosen = offersChoices(field) && !isEmpty(field, value);
  return answerOf(
    field,
    value,
    isChosen ? { ...rules, choices: choicesOf(state, field, value, provided) } : rules,
  );
}

/** The choices of a field; where a provider's are not known, the server judges the value. */
function choicesOf(
  state: FormState,
  field: FormField,
  value: Value,
  provided: ProviderChoices,
): Choices {
  const own = (field.options ?? []).map((option): Value => option.value);
  if (!hasProvider(field)) {
    return byText(own);
  }
  if (state.inputsOf(field) === undefined) {
    throw new AnswerFault("choicesPending", texts.forms.faults.choicesPending);
  }
  const offered = provided(field) ?? (Array.isArray(value) ? value : [value]);
  return byText([...own, ...offered]);
}

function byText(values: readonly Value[]): Choices {
  return new Map(values.map((value) => [choiceText(value), value]));
}
