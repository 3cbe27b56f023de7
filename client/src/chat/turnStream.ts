/** Follows an answer from any byte to its end, in the short answers of the API. */

import { answerOf, inScope } from "../api/client";
import { parseEvents, type ServerEvent } from "../api/events";
import { pause, visible } from "../api/pace";
import { ApiProblem } from "../api/problems";
import type { Scope } from "../api/scope";

const PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 10_000;

/** Tells the frames of a turn as they come; resolves once all of it is told. */
export async function followTurn(
  scope: Scope,
  conversationId: string,
  turnId: string,
  tell: (events: readonly ServerEvent[]) => void,
  signal: AbortSignal,
): Promise<void> {
  let last = "";
  let failures = 0;
  while (!signal.aborted) {
    await visible(signal);
    try {
      const text = await textAfter(scope, conversationId, turnId, last, signal);
      if (text === undefined) return;
      const events = await parseEvents(text);
      last = events.findLast(({ id }) => id !== undefined)?.id ?? last;
      tell(events);
      failures = 0;
    } catch (error) {
      if (!(error instanceof ApiProblem) || !mayPass(error)) throw error;
      failures += 1;
    }
    await pause(Math.min(PAUSE_MS * 4 ** failures, LONGEST_PAUSE_MS), signal);
  }
}

async function textAfter(
  scope: Scope,
  conversationId: string,
  turnId: string,
  last: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { body, response } = await answerOf(
    inScope(scope).GET("/api/chat/conversations/{conversation_id}/turns/{turn_id}/events", {
      params: {
        path: { conversation_id: conversationId, turn_id: turnId },
        header: last === "" ? {} : { "Last-Event-ID": last },
      },
      parseAs: "text",
      signal,
    }),
  );
  return response.status === 204 ? undefined : String(body ?? "");
}

function mayPass({ status }: ApiProblem): boolean {
  return status === 0 || status === 429 || status >= 500;
}
