import type { JsonValue, SubscriptionFields } from "../api/schema";

/** What starts, if the filter is true, and with which input: the same for each source of events. */
export type Rule = Pick<
  SubscriptionFields,
  "name" | "workflowName" | "filter" | "input" | "isEnabled"
>;

/** What a person types about a rule; the input is JSON as text. */
export interface RuleDraft {
  name: string;
  workflowName: string;
  filter: string;
  input: string;
  isEnabled: boolean;
}

export function ruleDraftOf(known: Rule | undefined): RuleDraft {
  return {
    name: known?.name ?? "",
    workflowName: known?.workflowName ?? "",
    filter: known?.filter ?? "",
    input: known?.input == null ? "" : JSON.stringify(known.input, undefined, 2),
    isEnabled: known?.isEnabled ?? true,
  };
}

/** The rule of a draft; undefined if its input is no object of JSON. */
export function ruleOf(draft: RuleDraft): Rule | undefined {
  const input = templateOf(draft.input);
  if (input === undefined) return undefined;
  return { ...draft, name: draft.name.trim(), filter: draft.filter.trim(), input };
}

/** The template in a text: null for an empty one, undefined if it is no object of JSON. */
function templateOf(text: string): Record<string, JsonValue> | null | undefined {
  if (text.trim() === "") return null;
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, JsonValue> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
