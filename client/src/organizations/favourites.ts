import { useSyncExternalStore } from "react";
import { isStrings, recall, remember } from "../ui/storage";

const NAME = "favouriteOrganizations";
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

/** The scopes with a star, and a function that gives or takes one. */
export function useFavourites(): [readonly string[], (scope: string) => void] {
  return [useSyncExternalStore(subscribe, read), toggle];
}

function toggle(scope: string): void {
  const starred = read();
  current = starred.includes(scope) ? starred.filter((one) => one !== scope) : [...starred, scope];
  remember(NAME, current);
  for (const listener of listeners) listener();
}
