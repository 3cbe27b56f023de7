/** What the page follows, by scope. */

import { useSyncExternalStore } from "react";
import { answerOf, inScope } from "./client";
import { type Ask, LiveStream } from "./liveStream";
import { ALL_SCOPE, type Scope } from "./scope";

const streams = new Map<Scope, LiveStream>();

/** The stream of a scope. All organizations together have none: their lists are asked for again. */
export function liveIn(scope: Scope): LiveStream | undefined {
  if (scope === ALL_SCOPE) return undefined;
  const known = streams.get(scope);
  if (known !== undefined) return known;
  const made = new LiveStream(askIn(scope));
  streams.set(scope, made);
  return made;
}

/** Whether changes of the scope arrive by themselves. */
export function useIsLive(scope: Scope): boolean {
  const stream = liveIn(scope);
  return useSyncExternalStore(stream?.watch ?? neverChanges, stream?.isLive ?? never);
}

function askIn(scope: Scope): Ask {
  return async ({ channels, last, behind, wait }, signal) => {
    const { body } = await answerOf(
      inScope(scope).GET("/api/events/stream", {
        params: {
          query: { channels: channels.join(","), behind, wait },
          header: last === undefined ? {} : { "Last-Event-ID": last },
        },
        parseAs: "text",
        signal,
      }),
    );
    return String(body ?? "");
  };
}

function neverChanges(): () => void {
  return () => undefined;
}

function never(): boolean {
  return false;
}
