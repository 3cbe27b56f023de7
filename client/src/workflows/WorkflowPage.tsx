import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { useWorkflow } from "./useWorkflow";
import { WorkflowCode } from "./WorkflowCode";
import { WorkflowDocs } from "./WorkflowDocs";
import { WorkflowRun } from "./WorkflowRun";
import { WorkflowRuns } from "./WorkflowRuns";
import { isWorkflowTab, WORKFLOW_TABS } from "./workflowSearch";

const route = getRouteApi("/o/$organization/workflows/$name");

export function WorkflowPage() {
  const { organization: scope, name } = route.useParams();
  const { tab = "run" } = route.useSearch();
  const navigate = route.useNavigate();
  const workflow = useWorkflow(scope, name);

  function open(chosen: string | null) {
    if (isWorkflowTab(chosen)) void navigate({ search: { tab: chosen }, replace: true });
  }

  return (
    <Page title={name} says={workflow.data?.description}>
      <Loaded query={workflow}>
        {(found) => (
          <Tabs value={tab} onChange={open}>
            <Tabs.List mb="md">
              {WORKFLOW_TABS.map((value) => (
                <Tabs.Tab key={value} value={value}>
                  {texts.workflows.tabs[value]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="run">
              <WorkflowRun key={name} scope={scope} workflow={found} />
            </Tabs.Panel>
            <Tabs.Panel value="runs">
              {tab === "runs" ? <WorkflowRuns scope={scope} name={name} /> : null}
            </Tabs.Panel>
            <Tabs.Panel value="docs">
              <WorkflowDocs workflow={found} />
            </Tabs.Panel>
            <Tabs.Panel value="code">
              <WorkflowCode workflow={found} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Loaded>
    </Page>
  );
}
