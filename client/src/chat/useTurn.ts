import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ConversationView } from "../api/schema";
import type { Scope } from "../api/scope";
import { chatKey, conversationKey, giveTitle } from "./chatQueries";
import { type LivePart, withEvents } from "./turnFrames";
import { followTurn } from "./turnStream";

export interface LiveTurn {
  readonly parts: readonly LivePart[];
  readonly error: Error | undefined;
}

/** An answer as it comes; at its end the conversation is read, which has all of it. */
export function useTurn(scope: Scope, conversation: ConversationView, turnId: string): LiveTurn {
  const conversationId = conversation.id;
  const isFirst = conversation.messages.length === 1;
  const [parts, setParts] = useState<readonly LivePart[]>([]);
  const [error, setError] = useState<Error>();
  const queries = useQueryClient();

  useEffect(() => {
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
        const named = isFirst ? giveTitle(scope, conversationId) : undefined;
        void named?.then(() => queries.invalidateQueries({ queryKey: chatKey(scope) }));
        return queries.invalidateQueries({ queryKey: conversationKey(scope, conversationId) });
      })
      .catch((reason: unknown) => {
        if (!stop.signal.aborted && reason instanceof Error) setError(reason);
      });
    return () => stop.abort();
  }, [scope, conversationId, isFirst, turnId, queries]);

  return { parts, error };
}
