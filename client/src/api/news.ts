/** How components follow a channel, and read again what a change does not tell whole. */

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useEffectEvent, useRef } from "react";
import { liveIn, useIsLive } from "./live";
import type { LiveChange } from "./liveStream";
import type { Scope } from "./scope";

export type Channel = "deliveries" | "events" | "executions" | "notifications" | "schedules";

/**
 * Calls back with each change of a channel, while the component is shown. Returns whether changes
 * arrive; if not, a list has to be asked for again.
 */
export function useNews(
  scope: Scope,
  channel: Channel,
  onChange: (change: LiveChange) => void,
  isShown = true,
): boolean {
  const take = useEffectEvent(onChange);

  useEffect(() => {
    if (!isShown) return;
    return liveIn(scope)?.follow(channel, (change) => take(change));
  }, [scope, channel, isShown]);

  return useIsLive(scope) && isShown;
}

/** Reads what is under a key again, as often as a page may ask; of several wishes one is enough. */
export function useReread(scope: Scope): (queryKey: QueryKey) => void {
  const queries = useQueryClient();
  const waiting = useRef(new Set<string>());
  return useCallback(
    (queryKey) => {
      const name = JSON.stringify(queryKey);
      if (waiting.current.has(name)) return;
      waiting.current.add(name);
      void liveIn(scope)
        ?.afford()
        .then(() => {
          waiting.current.delete(name);
          return queries.invalidateQueries({ queryKey });
        });
    },
    [scope, queries],
  );
}
