import { useSyncExternalStore } from "react";
import { recall, remember } from "./storage";

const NAME = "sequences";
const listeners = new Set<() => void>();

/** Whether single keys such as `/` and `g f` do something here. Voice control needs them off. */
export function sequencesAreOn(): boolean {
  return recall(NAME, isBoolean) ?? true;
}

export function useSequences(): [boolean, (on: boolean) => void] {
  return [useSyncExternalStore(subscribe, sequencesAreOn), turn];
}

function turn(on: boolean): void {
  remember(NAME, on);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}
