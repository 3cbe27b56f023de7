import { useSyncExternalStore } from "react";
import { isStrings, recall, remember } from "../ui/storage";

const NAME = "favouriteForms";
const listeners = new Set<() => void>();
let current: readonly string[] | undefined;

function read(): readonly string[] {
  current ??= recall(NAME, isStrings) ?? [];
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The ids of the forms with a star, and a function that gives or takes one. */
export function useFavouriteForms(): [readonly string[], (formId: string) => void] {
  return [useSyncExternalStore(subscribe, read), toggle];
}

function toggle(formId: string): void {
  const starred = read();
  current = starred.includes(formId)
    ? starred.filter((one) => one !== formId)
    : [...starred, formId];
  remember(NAME, current);
  for (const listener of listeners) listener();
}
