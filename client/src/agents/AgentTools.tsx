import { Badge, Group, Text } from "@mantine/core";
import type { ToolView } from "../api/schema";
import type { Scope } from "../api/scope";
import { EffectsBadge } from "../approvals/EffectsBadge";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";

interface AgentToolsProps {
  scope: Scope;
  tools: readonly ToolView[];
}

const words = texts.agents;

/** The tools that the agent has for this user, and what becomes of its calls. */
export function AgentTools({ scope, tools }: AgentToolsProps) {
  if (tools.length === 0) return <Text c="dimmed">{words.noTools}</Text>;
  return (
    <DataTable
      label={words.tools}
      columns={columnsOf(scope)}
      rows={tools}
      keyOf={({ name }) => name}
    />
  );
}

function columnsOf(scope: Scope): readonly Column<ToolView>[] {
  return [
    {
      key: "name",
      header: words.tool,
      isTitle: true,
      cell: ({ name, description }) => (
        <div>
          <TextLink
            to="/o/$organization/workflows/$name"
            params={{ organization: scope, name }}
            fw={500}
          >
            {name}
          </TextLink>
          <Text size="sm" c="dimmed" lineClamp={2}>
            {description}
          </Text>
        </div>
      ),
    },
    {
      key: "effects",
      header: words.effects,
      cell: ({ effects, returnsUntrusted }) => (
        <Group gap={4}>
          <EffectsBadge effects={effects} />
          {returnsUntrusted ? <Badge color="yellow">{words.untrusted}</Badge> : null}
        </Group>
      ),
    },
    { key: "reaches", header: words.reaches, cell: ({ reaches }) => words.reach[reaches] },
    { key: "policy", header: words.policy, cell: ({ policy }) => words.policies[policy] },
    { key: "tainted", header: words.afterStrangers, cell: (one) => words.policies[one.tainted] },
  ];
}
