import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { WorkflowRunTable } from "./WorkflowRunTable";

interface WorkflowRunsProps {
  scope: Scope;
  name: string;
}

const SHOWN = 25;

/** The newest runs of the workflow. */
export function WorkflowRuns({ scope, name }: WorkflowRunsProps) {
  const runs = useQuery({
    queryKey: [scope, "runs", "of-workflow", name],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/executions", {
          params: { query: { workflowName: name, limit: SHOWN } },
          signal,
        }),
      ),
    staleTime: 0,
  });
  if (runs.isPending) return <SkeletonRows rows={5} />;
  if (runs.isError) return <ProblemAlert error={runs.error} onRetry={() => runs.refetch()} />;
  if (runs.data.executions.length === 0) return <EmptyState title={texts.workflows.noRuns} />;
  return <WorkflowRunTable runs={runs.data.executions} />;
}
