/** The parts of an answer, for what is stored as for what is told. */

import type { ChatMessage, Citation } from "../api/schema";
import type { LivePart } from "./turnFrames";

/** A stored answer's tools, and its text. */
export function partsOf({ tools, text }: ChatMessage): readonly LivePart[] {
  const used = tools.map(
    ({ callId, name, arguments: given, executionId, outcome }): LivePart => ({
      kind: "tool",
      callId,
      name,
      arguments: given,
      state: outcome === null ? "called" : "ended",
      ...(outcome === null ? {} : { outcome }),
      ...(executionId === null ? {} : { executionId }),
    }),
  );
  return [...used, { kind: "text", step: 0, text }];
}

/** What the tools of an answer found so far. */
export function citedIn(parts: readonly LivePart[]): readonly Citation[] {
  return parts.flatMap((part) => (part.kind === "tool" ? (part.citations ?? []) : []));
}
