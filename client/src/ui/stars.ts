/** Favourites of this browser: things that the user gave a star, by their ids. */

import { useSyncExternalStore } from "react";
import { isStrings, recall, remember } from "./storage";

type Stars = [starred: readonly string[], toggle: (id: string) => void];

/** Makes a hook for favourites that are kept under a name. */
export function starsNamed(name: string): () => Stars {
  const listeners = new Set<() => void>();
  let current: readonly string[] | undefined;

  function read(): readonly string[] {
    current ??= recall(name, isStrings) ?? [];
    return current;
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function toggle(id: string): void {
    const starred = read();
    current = starred.includes(id) ? starred.filter((one) => one !== id) : [...starred, id];
    remember(name, current);
    for (const listener of listeners) listener();
  }

  return () => [useSyncExternalStore(subscribe, read), toggle];
}
