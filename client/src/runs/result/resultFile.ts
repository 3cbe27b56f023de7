import { queryOptions } from "@tanstack/react-query";
import { answerOf, inScope } from "../../api/client";
import type { Scope } from "../../api/scope";

const PREVIEW_BYTES = 16_384;

/** The first lines of a result, as text. */
export function previewQuery(scope: Scope, executionId: string) {
  return queryOptions({
    queryKey: [scope, "runs", executionId, "preview"],
    queryFn: async ({ signal }) => {
      const { body } = await answerOf(
        inScope(scope).GET("/api/executions/{execution_id}/result/content", {
          params: {
            path: { execution_id: executionId },
            header: { Range: `bytes=0-${PREVIEW_BYTES - 1}` },
          },
          parseAs: "text",
          signal,
        }),
      );
      return String(body);
    },
  });
}

/** The whole result as a file. */
export async function resultFile(scope: Scope, executionId: string): Promise<Blob> {
  const { body } = await answerOf(
    inScope(scope).GET("/api/executions/{execution_id}/result/content", {
      params: { path: { execution_id: executionId } },
      parseAs: "blob",
    }),
  );
  return body as unknown as Blob; // parseAs says so
}
