import { Drawer, Stack } from "@mantine/core";
import type { ExecutionSummary } from "../../api/schema";
import type { Scope } from "../../api/scope";
import * as texts from "../../texts/texts";
import { LinkButton } from "../../ui/LinkButton";
import { RunPanel } from "../RunPanel";
import { runScope } from "../runScope";

interface RunDrawerProps {
  scope: Scope;
  /** The run that is looked at. */
  run: Pick<ExecutionSummary, "executionId" | "orgId" | "workflowName"> | undefined;
  onClose: () => void;
}

/** A look at a run without leaving the list. */
export function RunDrawer({ scope, run, onClose }: RunDrawerProps) {
  return (
    <Drawer
      opened={run !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={run === undefined ? texts.runs.run : texts.runs.runOf(run.workflowName)}
      closeButtonProps={{ "aria-label": texts.common.close }}
    >
      {run === undefined ? null : (
        <Stack>
          <LinkButton
            size="xs"
            style={{ alignSelf: "flex-start" }}
            to="/o/$organization/runs/$executionId"
            params={{ organization: runScope(scope, run), executionId: run.executionId }}
          >
            {texts.runs.openPage}
          </LinkButton>
          <RunPanel isBare scope={runScope(scope, run)} executionId={run.executionId} />
        </Stack>
      )}
    </Drawer>
  );
}
