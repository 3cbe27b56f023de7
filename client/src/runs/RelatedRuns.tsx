import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { RelatedGroup } from "./related/RelatedGroup";
import { groupsOf, idsBefore } from "./related/relatedGroups";

interface RelatedRunsProps {
  scope: Scope;
  run: Pick<ExecutionRecord, "executionId" | "parentExecutionId" | "rerunOf">;
}

const MOST = 50;

/** The runs that this one came from, those that it started, and those that repeat it. */
export function RelatedRuns({ scope, run }: RelatedRunsProps) {
  const related = useQuery({
    queryKey: [scope, "runs", run.executionId, "related"],
    // Other runs come to belong to this one at any time.
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const find = async (query: { ids?: string; parentExecutionId?: string; rerunOf?: string }) =>
        (
          await bodyOf(
            inScope(scope).GET("/api/executions", {
              params: { query: query.ids === undefined ? { ...query, limit: MOST } : query },
              signal,
            }),
          )
        ).executions;
      const before = idsBefore(run);
      const [earlier, children, reruns] = await Promise.all([
        before.length === 0 ? [] : find({ ids: before.join(",") }),
        find({ parentExecutionId: run.executionId }),
        find({ rerunOf: run.executionId }),
      ]);
      return { earlier, children, reruns };
    },
  });
  if (related.isError) {
    return <ProblemAlert error={related.error} onRetry={() => related.refetch()} />;
  }
  if (related.data === undefined) return <SkeletonRows rows={3} />;
  const groups = groupsOf(run, related.data);
  if (groups.length === 0) return <Text c="dimmed">{texts.runs.noRelated}</Text>;
  return (
    <Stack>
      {groups.map(({ title, runs }) => (
        <RelatedGroup key={title} scope={scope} title={title} runs={runs} />
      ))}
    </Stack>
  );
}
