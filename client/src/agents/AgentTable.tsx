import { Badge, Text } from "@mantine/core";
import type { AgentSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";

interface AgentTableProps {
  scope: Scope;
  agents: readonly AgentSummary[];
}

const words = texts.agents;

/** Agents, by name; each leads to its page. */
export function AgentTable({ scope, agents }: AgentTableProps) {
  return (
    <DataTable
      label={words.title}
      columns={columnsOf(scope)}
      rows={agents}
      keyOf={({ id }) => id}
    />
  );
}

function columnsOf(scope: Scope): readonly Column<AgentSummary>[] {
  return [
    {
      key: "name",
      header: words.name,
      isTitle: true,
      cell: ({ id, name, description }) => (
        <div>
          <TextLink
            to="/o/$organization/agents/$agentId"
            params={{ organization: scope, agentId: id }}
            fw={500}
          >
            {name}
          </TextLink>
          <Text size="sm" c="dimmed" lineClamp={1}>
            {description}
          </Text>
        </div>
      ),
    },
    {
      key: "state",
      header: words.state,
      cell: ({ isActive }) => (
        <Badge color={isActive ? "green" : "gray"}>
          {isActive ? words.active : words.inactive}
        </Badge>
      ),
    },
    {
      key: "from",
      header: words.from,
      cell: ({ isGlobal }) => (isGlobal ? words.platform : words.own),
    },
    { key: "access", header: words.access, cell: (agent) => words.levels[agent.accessLevel] },
    { key: "model", header: words.model, cell: ({ llmModel }) => llmModel ?? words.usualModel },
    { key: "tools", header: words.tools, isNumber: true, cell: ({ toolIds }) => toolIds.length },
    { key: "saved", header: words.saved, cell: ({ updatedAt }) => <TimeText at={updatedAt} /> },
  ];
}
