import { Group } from "@mantine/core";
import type { ExecutionRecord } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { shortId } from "../ui/shortId";
import { TextLink } from "../ui/TextLink";
import { RunCause } from "./RunCause";

interface RunOriginProps {
  scope: Scope;
  run: Pick<
    ExecutionRecord,
    "executionId" | "workflowName" | "rerunOf" | "parentExecutionId" | "cause" | "depth"
  >;
}

/** The name that runs of agents have in place of a workflow's. */
const AGENT = "ai-agent";
const RUN = "/o/$organization/runs/$executionId";

/** Where a run comes from: its workflow, the run that it repeats, what or which run started it. */
export function RunOrigin({ scope, run }: RunOriginProps) {
  const { executionId, workflowName, rerunOf, parentExecutionId, cause, depth = 0 } = run;
  return (
    <Group component="span" gap="sm">
      {workflowName === AGENT ? (
        <TextLink
          to="/o/$organization/agent-runs/$runId"
          params={{ organization: scope, runId: executionId }}
        >
          {texts.runs.ofAgent}
        </TextLink>
      ) : (
        <TextLink
          to="/o/$organization/workflows/$name"
          params={{ organization: scope, name: workflowName }}
        >
          {texts.runs.ofWorkflow}
        </TextLink>
      )}
      {rerunOf === null ? null : (
        <TextLink to={RUN} params={{ organization: scope, executionId: rerunOf }}>
          {texts.runs.repeats(shortId(rerunOf))}
        </TextLink>
      )}
      {parentExecutionId === null ? null : (
        <TextLink to={RUN} params={{ organization: scope, executionId: parentExecutionId }}>
          {texts.runs.startedBy(shortId(parentExecutionId))}
        </TextLink>
      )}
      {cause == null ? null : <RunCause cause={cause} />}
      {depth === 0 ? null : <span title={texts.runs.depthSays}>{texts.runs.depth(depth)}</span>}
    </Group>
  );
}
