/** Where in a form the server found a fault. */

import { ApiProblem } from "../../api/problems";
import type { FormField } from "../../api/schema";

export interface FormFault {
  /** The place of the field; undefined for the form itself. */
  readonly place: number | undefined;
  /** The property of the field or form; undefined for the whole of it. */
  readonly property: string | undefined;
  readonly message: string;
}

export const INSPECTOR_TABS = ["basic", "choices", "rules", "visibility", "more"] as const;
export type InspectorTab = (typeof INSPECTOR_TABS)[number];

const TAB_OF: Partial<Record<keyof FormField, InspectorTab>> = {
  options: "choices",
  dataProvider: "choices",
  dataProviderInputs: "choices",
  validation: "rules",
  allowedTypes: "rules",
  maxSizeMB: "rules",
  multiple: "rules",
  visibilityExpression: "visibility",
  requiredExpression: "visibility",
  autoFill: "more",
  allowAsQueryParam: "more",
};

/** The faults of a refused form; empty if it was refused for another reason. */
export function faultsOf(error: Error | null): FormFault[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.details.map(({ location, message }) => placed(location ?? [], message));
}

/** The part of the inspector that a property is edited in. */
export function tabOf(property: string | undefined): InspectorTab {
  return TAB_OF[property as keyof FormField] ?? "basic";
}

function placed(location: readonly (string | number)[], message: string): FormFault {
  const at = location.indexOf("fields");
  const place = at < 0 ? undefined : location[at + 1];
  if (typeof place === "number") {
    const rest = location.slice(at + 2).filter((part) => typeof part === "string");
    return { place, property: rest[0], message };
  }
  const names = location.filter((part) => part !== "body" && part !== "form");
  const property = names[0];
  return {
    place: undefined,
    property: typeof property === "string" ? property : undefined,
    message,
  };
}
