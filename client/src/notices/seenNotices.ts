/** Which notices the user has seen in this browser: all up to one, by scope. */

import { useSyncExternalStore } from "react";
import type { Scope } from "../api/scope";
import { recall, remember } from "../ui/storage";

const listeners = new Set<() => void>();

/** The id of the newest notice that was seen; ids sort by their time. */
export function useSeen(scope: Scope): string {
  return useSyncExternalStore(subscribe, () => recall(nameOf(scope), isText) ?? "");
}

export function markSeen(scope: Scope, id: string): void {
  remember(nameOf(scope), id);
  for (const listener of listeners) listener();
}

function nameOf(scope: Scope): string {
  return `notices.${scope}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
