import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { OpenRun } from "./OpenRun";
import { runQuery } from "./runQuery";

const route = getRouteApi("/o/$organization/runs/$executionId");

/** Everything about one run, and how it goes on. */
export function RunPage() {
  const scope = useScope();
  const { executionId } = route.useParams();
  const record = useQuery(runQuery(scope, executionId));
  if (record.isError) {
    return (
      <Page title={texts.runs.run}>
        <ProblemAlert error={record.error} onRetry={() => record.refetch()} />
      </Page>
    );
  }
  if (record.data === undefined) {
    return (
      <Page title={texts.runs.run}>
        <SkeletonRows rows={6} />
      </Page>
    );
  }
  return <OpenRun key={executionId} record={record.data} />;
}
