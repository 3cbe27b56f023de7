import type { FormField } from "../../api/schema";
import type { FilledFormHandle } from "./useFilledForm";

export interface FaultyField {
  readonly field: FormField;
  /** The id of the field's input. */
  readonly id: string;
  readonly message: string;
}

/** The id of an input; names of fields may have any character. */
export function fieldId(place: number): string {
  return `field-${place}`;
}

/** The visible fields with a fault, with the sentence that is shown at them. */
export function faultyFields({ form, state, checked }: FilledFormHandle): FaultyField[] {
  return state.fields.flatMap((field, place) => {
    const message = form.refused[field.name] ?? checked.faults.get(field.name)?.message;
    return message === undefined || !state.isShown(field)
      ? []
      : [{ field, id: fieldId(place), message }];
  });
}
