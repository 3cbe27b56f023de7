import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { bodyOf, inScope } from "../api/client";
import type { JsonValue } from "../api/schema";
import type { Scope } from "../api/scope";
import { followRuns } from "../runs/followRuns";

/** Quick runs answer within this time; the others are accepted, and seen while they run. */
const PREFER = "respond-async, wait=2";

/**
 * Starts a workflow; resolves to the run's id. The same input keeps its Idempotency-Key until it was
 * accepted, so a double click or a second try after a lost answer is one run.
 */
export function useStart(scope: Scope, name: string) {
  const sent = useRef({ content: "", key: "" });
  return useMutation({
    mutationFn: async (inputData: Record<string, JsonValue>) => {
      const content = JSON.stringify(inputData);
      if (sent.current.content !== content) sent.current = { content, key: crypto.randomUUID() };
      const started = await bodyOf(
        inScope(scope).POST("/api/workflows/{name}/execute", {
          params: {
            path: { name },
            header: { Prefer: PREFER, "Idempotency-Key": sent.current.key },
          },
          body: { inputData },
        }),
      );
      sent.current = { content: "", key: "" };
      return started.executionId;
    },
    onSuccess: () => followRuns(scope),
  });
}
