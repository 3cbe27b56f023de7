/** The runs that the page follows by their events: the tray need not ask how they are. */

import { useSyncExternalStore } from "react";
import { queryClient } from "../api/queryClient";
import type { Scope } from "../api/scope";
import { myRunsKey } from "./followRuns";

/** The id of each run that is watched, by who watches it. */
const watchers = new Map<symbol, string>();
const listeners = new Set<() => void>();
let watched: ReadonlySet<string> = new Set();

/** The page follows a run until the returned function is called; then the tray looks after it. */
export function watchRun(scope: Scope, executionId: string): () => void {
  const watcher = Symbol(executionId);
  watchers.set(watcher, executionId);
  tell();
  return () => {
    if (!watchers.delete(watcher)) return;
    tell();
    void queryClient.invalidateQueries({ queryKey: myRunsKey(scope) });
  };
}

/** The ids of the runs that the page follows now. */
export function useWatchedRuns(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => watched);
}

function tell(): void {
  watched = new Set(watchers.values());
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
