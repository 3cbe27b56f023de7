import { MultiSelect, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Scope } from "../api/scope";
import { rolesQuery } from "../roles/roleQueries";
import * as texts from "../texts/texts";
import { agentsQuery } from "./agentQueries";
import type { DraftPartProps } from "./draftPart";

interface AgentAudienceProps extends DraftPartProps {
  scope: Scope;
  agentId?: string;
}

const words = texts.agents;
const LEVELS = ["authenticated", "role_based", "private"] as const;
const APPROVERS = ["caller", "role", "not-the-caller"] as const;

/** Who may run an agent, who approves its calls, and to which agents it delegates. */
export function AgentAudience({ scope, agentId, draft, problems, onChange }: AgentAudienceProps) {
  const [isOpened, setIsOpened] = useState(draft.delegatedAgentIds.length > 0);
  const needsRoles = draft.accessLevel === "role_based" || draft.approvers === "role";
  const roles = useQuery({ ...rolesQuery(scope), enabled: needsRoles }).data ?? [];
  const agents = useQuery({ ...agentsQuery(scope), enabled: isOpened }).data ?? [];
  const names = [...new Set(roles.map(({ name }) => name))];
  const others = agents.filter(({ id }) => id !== agentId);
  return (
    <Stack gap="md" maw="40rem">
      <Select
        label={words.access}
        allowDeselect={false}
        data={LEVELS.map((value) => ({ value, label: words.levels[value] }))}
        value={draft.accessLevel}
        onChange={(value) =>
          onChange({ accessLevel: LEVELS.find((one) => one === value) ?? draft.accessLevel })
        }
      />
      {draft.accessLevel === "role_based" ? (
        <MultiSelect
          label={words.roles}
          data={names}
          value={draft.roles}
          error={problems.get("roles")}
          onChange={(value) => onChange({ roles: value })}
        />
      ) : null}
      <Select
        label={words.approvers}
        description={words.approversSay}
        allowDeselect={false}
        data={APPROVERS.map((value) => ({ value, label: words.whoApproves[value] }))}
        value={draft.approvers}
        onChange={(value) =>
          onChange({ approvers: APPROVERS.find((one) => one === value) ?? draft.approvers })
        }
      />
      {draft.approvers === "role" ? (
        <MultiSelect
          label={words.approverRoles}
          data={names}
          value={draft.approverRoles}
          error={problems.get("approverRoles")}
          onChange={(value) => onChange({ approverRoles: value })}
        />
      ) : null}
      <MultiSelect
        label={words.delegates}
        description={words.delegatesSay}
        onDropdownOpen={() => setIsOpened(true)}
        data={others.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.delegatedAgentIds}
        error={problems.get("delegatedAgentIds")}
        onChange={(value) => onChange({ delegatedAgentIds: value })}
      />
    </Stack>
  );
}
