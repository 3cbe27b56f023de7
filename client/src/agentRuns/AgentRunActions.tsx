import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { AgentRunView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { hasEnded } from "../runs/statuses";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { LinkButton } from "../ui/LinkButton";
import { agentRunsKey } from "./agentRunQueries";
import { ForkButton } from "./ForkButton";

interface AgentRunActionsProps {
  scope: Scope;
  run: AgentRunView;
}

const words = texts.agentRuns;

/** What can be done with a run: cancel it, or try it again from its first step. */
export function AgentRunActions({ scope, run }: AgentRunActionsProps) {
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [isAsking, asking] = useDisclosure();
  const params = { path: { execution_id: run.executionId } };

  async function cancel() {
    await bodyOf(inScope(scope).POST("/api/agent-runs/{execution_id}/cancel", { params }));
    await queries.invalidateQueries({ queryKey: agentRunsKey(scope) });
  }

  return (
    <Group gap="xs">
      {hasEnded(run.status) ? (
        <ForkButton scope={scope} run={run} step={1} label={words.again} />
      ) : (
        <Button onClick={asking.open}>{words.cancel}</Button>
      )}
      <LinkButton
        to="/o/$organization/runs/$executionId"
        params={{ organization: scope, executionId: run.executionId }}
      >
        {words.execution}
      </LinkButton>
      <ConfirmDialog
        opened={isAsking}
        title={words.cancelTitle(run.agentName)}
        organization={organization}
        verb={words.cancel}
        otherwise={words.goOn}
        danger
        onConfirm={cancel}
        onClose={asking.close}
      >
        {words.cancelSays}
      </ConfirmDialog>
    </Group>
  );
}
