import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ProblemView, WorkflowView } from "../api/schema";
import type { Scope } from "../api/scope";

/** What is in the workspace, as the user may see it. */
export interface Catalog {
  workflows: readonly WorkflowView[];
  /** Files that are left out, and why: for platform administrators. */
  problems: readonly ProblemView[];
}

/** The workflows that the user may start in the scope; platform administrators get problems, too. */
export function workflowsQuery(scope: Scope, isPlatformAdmin: boolean) {
  return queryOptions({
    queryKey: [scope, "workflows"],
    queryFn: async ({ signal }): Promise<Catalog> => {
      if (isPlatformAdmin) return bodyOf(inScope(scope).GET("/api/discovery", { signal }));
      const workflows = await bodyOf(inScope(scope).GET("/api/workflows", { signal }));
      return { workflows, problems: [] };
    },
  });
}
