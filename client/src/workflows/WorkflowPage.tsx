import { Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { FormerInput } from "./FormerInput";
import { useWorkflow } from "./useWorkflow";
import { WorkflowActions } from "./WorkflowActions";
import { WorkflowCode } from "./WorkflowCode";
import { WorkflowDocs } from "./WorkflowDocs";
import { WorkflowForms } from "./WorkflowForms";
import { WorkflowRun } from "./WorkflowRun";
import { WorkflowRuns } from "./WorkflowRuns";
import { isWorkflowTab, WORKFLOW_TABS } from "./workflowSearch";

const route = getRouteApi("/o/$organization/workflows/$name");

export function WorkflowPage() {
  const { organization: scope, name } = route.useParams();
  const { tab = "run", from } = route.useSearch();
  const navigate = route.useNavigate();
  const workflow = useWorkflow(scope, name);

  function open(chosen: string | null) {
    if (isWorkflowTab(chosen)) void navigate({ search: { tab: chosen }, replace: true });
  }

  return (
    <Page
      title={name}
      says={workflow.data?.description}
      action={<WorkflowActions scope={scope} name={name} />}
    >
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
              {from === undefined ? (
                <WorkflowRun key={name} scope={scope} workflow={found} />
              ) : (
                <FormerInput key={from} scope={scope} workflow={found} executionId={from} />
              )}
            </Tabs.Panel>
            <Tabs.Panel value="runs">
              {tab === "runs" ? <WorkflowRuns scope={scope} name={name} /> : null}
            </Tabs.Panel>
            <Tabs.Panel value="forms">
              {tab === "forms" ? <WorkflowForms scope={scope} name={name} /> : null}
            </Tabs.Panel>
            <Tabs.Panel value="docs">
              {tab === "docs" ? <WorkflowDocs scope={scope} workflow={found} /> : null}
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
