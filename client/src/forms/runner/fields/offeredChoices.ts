import type { FormField, Option } from "../../../api/schema";
import { choiceText } from "../../answers/answer";
import type { Offered } from "../useProviders";

/** A choice as a list shows it: its text, its label, and the option with the value to send. */
export interface ShownChoice {
  readonly text: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly option: Option;
}

/** The author's own options first, then those of the data provider; each value once. */
export function shownChoices(field: FormField, offered: Offered | undefined): ShownChoice[] {
  const own = (field.options ?? []).map(({ label, value }) => shown(plain(label, value)));
  const provided = offered?.state === "ready" ? offered.options.map(shown) : [];
  const byText = new Map([...own, ...provided].map((choice) => [choice.text, choice] as const));
  return [...byText.values()];
}

function plain(label: string, value: string): Option {
  return { label, value, description: null, metadata: null };
}

function shown(option: Option): ShownChoice {
  return {
    text: choiceText(option.value),
    label: option.label,
    description: option.description ?? undefined,
    option,
  };
}
