import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { WorkflowFigures } from "./WorkflowFigures";
import { WorkflowRunTable } from "./WorkflowRunTable";

interface WorkflowRunsProps {
  scope: Scope;
  name: string;
}

const SHOWN = 50;

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
  return (
    <Loaded query={runs} rows={5}>
      {({ executions }) =>
        executions.length === 0 ? (
          <EmptyState title={texts.workflows.noRuns} />
        ) : (
          <>
            <WorkflowFigures runs={executions} />
            <WorkflowRunTable runs={executions} />
          </>
        )
      }
    </Loaded>
  );
}
