import { useSyncExternalStore } from "react";
import { queryClient } from "../api/queryClient";
import type { Scope } from "../api/scope";

const followed = new Set<Scope>();
const listeners = new Set<() => void>();

/** The key of the newest runs of the user in a scope. */
export function myRunsKey(scope: Scope): readonly string[] {
  return [scope, "my-runs"];
}

/** The user started a run: the tray follows it until it ends. */
export function followRuns(scope: Scope): void {
  followed.add(scope);
  for (const listener of listeners) listener();
  void queryClient.invalidateQueries({ queryKey: myRunsKey(scope) });
}

/** Whether something was started in the scope since the page was loaded. */
export function useFollows(scope: Scope): boolean {
  return useSyncExternalStore(subscribe, () => followed.has(scope));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
