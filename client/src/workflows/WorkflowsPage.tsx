import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { FilterInput } from "../ui/FilterInput";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ProblemList } from "./ProblemList";
import { useProblems } from "./useProblems";
import { useWorkflows } from "./useWorkflows";
import { WorkflowTable } from "./WorkflowTable";

const route = getRouteApi("/o/$organization/workflows");

export function WorkflowsPage() {
  const scope = useScope();
  const workflows = useWorkflows(scope);
  const problems = useProblems(scope);
  const { q } = route.useSearch();
  const navigate = route.useNavigate();

  function filter(typed: string) {
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });
  }

  return (
    <Page title={texts.workflows.title} says={texts.workflows.says}>
      <ProblemList problems={problems} />
      <FilterInput label={texts.workflows.filter} value={q ?? ""} onChange={filter} />
      <Loaded query={workflows}>
        {(found) => <WorkflowTable workflows={found} filter={q} onClear={() => filter("")} />}
      </Loaded>
    </Page>
  );
}
