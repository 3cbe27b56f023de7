import { useScope } from "../session/useScope";
import { texts } from "../texts/texts";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { useWorkflows } from "./useWorkflows";
import { WorkflowTable } from "./WorkflowTable";

export function WorkflowsPage() {
  const workflows = useWorkflows(useScope());
  return (
    <Page title={texts.workflows.title} says={texts.workflows.says}>
      {workflows.isError ? (
        <ProblemAlert error={workflows.error} onRetry={() => workflows.refetch()} />
      ) : workflows.data === undefined ? (
        <SkeletonRows />
      ) : (
        <WorkflowTable workflows={workflows.data} />
      )}
    </Page>
  );
}
