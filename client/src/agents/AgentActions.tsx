import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { answerOf, inScope } from "../api/client";
import type { AgentView } from "../api/schema";
import type { Scope } from "../api/scope";
import { basedOn } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { LinkButton } from "../ui/LinkButton";
import { agentsKey } from "./agentQueries";

interface AgentActionsProps {
  scope: Scope;
  agent: AgentView;
  version: string;
}

const words = texts.agents;

/** Changes an agent, or deletes it. */
export function AgentActions({ scope, agent, version }: AgentActionsProps) {
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, asking] = useDisclosure();
  const agentId = agent.id ?? "";

  async function remove() {
    await answerOf(
      inScope(scope).DELETE("/api/agents/{agent_id}", {
        params: { path: { agent_id: agentId }, header: basedOn(version) },
      }),
    );
    await navigate({ to: "/o/$organization/agents", params: { organization: scope } });
    await queries.invalidateQueries({ queryKey: agentsKey(scope) });
  }

  return (
    <Group gap="xs">
      <LinkButton
        variant="filled"
        to="/o/$organization/agents/$agentId/edit"
        params={{ organization: scope, agentId }}
      >
        {texts.edits.edit}
      </LinkButton>
      <LinkButton
        to="/o/$organization/agents/$agentId/evals"
        params={{ organization: scope, agentId }}
      >
        {texts.evals.open}
      </LinkButton>
      <Button onClick={asking.open}>{texts.edits.remove}</Button>
      <ConfirmDialog
        opened={isAsking}
        title={words.removeTitle(agent.name)}
        organization={organization}
        verb={words.removeVerb}
        danger
        onConfirm={remove}
        onClose={asking.close}
      >
        {words.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
