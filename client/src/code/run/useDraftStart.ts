import { useMutation } from "@tanstack/react-query";
import { bodyOf, inScope } from "../../api/client";
import type { JsonValue } from "../../api/schema";
import type { Scope } from "../../api/scope";
import { followRuns } from "../../runs/followRuns";
import { draftsOf, type OpenFile } from "../openFiles";

/** Starts a workflow with the texts of the editor; resolves to the run's id. */
export function useDraftStart(
  scope: Scope,
  file: string,
  workflowName: string,
  open: readonly OpenFile[],
) {
  return useMutation({
    mutationFn: async (inputData: Record<string, JsonValue>) => {
      const body = { file, workflowName, drafts: draftsOf(open), inputData };
      const started = await bodyOf(inScope(scope).POST("/api/draft-runs", { body }));
      return started.executionId;
    },
    onSuccess: () => followRuns(scope),
  });
}
