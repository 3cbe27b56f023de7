import { useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { WorkflowView } from "../api/schema";
import type { Scope } from "../api/scope";
import type { Catalog } from "./workflowsQuery";

/** One workflow; what the list said of it is shown until the answer is here. */
export function useWorkflow(scope: Scope, name: string) {
  const queryClient = useQueryClient();
  return useQuery<WorkflowView>({
    queryKey: [scope, "workflows", name],
    queryFn: ({ signal }) =>
      bodyOf(inScope(scope).GET("/api/workflows/{name}", { params: { path: { name } }, signal })),
    placeholderData: () =>
      queryClient
        .getQueryData<Catalog>([scope, "workflows"])
        ?.workflows.find((workflow) => workflow.name === name),
  });
}
