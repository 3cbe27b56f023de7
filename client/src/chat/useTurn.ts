import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Scope } from "../api/scope";
import { conversationKey } from "./chatQueries";
import { type LivePart, withEvents } from "./turnFrames";
import { followTurn } from "./turnStream";

export interface LiveTurn {
  readonly parts: readonly LivePart[];
  readonly error: Error | undefined;
}

/**
 * An answer as it comes; at its end the conversation is read, which has all of it. Without a turn
 * nothing is followed.
 */
export function useTurn(
  scope: Scope,
  conversationId: string,
  turnId: string | undefined,
): LiveTurn {
  const [parts, setParts] = useState<readonly LivePart[]>([]);
  const [error, setError] = useState<Error>();
  const queries = useQueryClient();

  useEffect(() => {
    if (turnId === undefined) return;
    const stop = new AbortController();
    setParts([]);
    followTurn(
      scope,
      conversationId,
      turnId,
      (events) => setParts((known) => withEvents(known, events)),
      stop.signal,
    )
      .then(() => {
        if (stop.signal.aborted) return;
        return queries.invalidateQueries({ queryKey: conversationKey(scope, conversationId) });
      })
      .catch((reason: unknown) => {
        if (!stop.signal.aborted && reason instanceof Error) setError(reason);
      });
    return () => stop.abort();
  }, [scope, conversationId, turnId, queries]);

  return { parts, error };
}
