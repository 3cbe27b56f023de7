import { Badge, Checkbox, Group, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";
import type { ToolPolicy, ToolView } from "../api/schema";
import { EffectsBadge } from "../approvals/EffectsBadge";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { FilterInput } from "../ui/FilterInput";
import { matchWords } from "../ui/matchWords";
import type { Column } from "../ui/table";
import type { AgentDraft } from "./agentDraft";

interface ToolChoicesProps {
  tools: readonly ToolView[];
  draft: AgentDraft;
  onChange: (changed: Partial<AgentDraft>) => void;
}

const words = texts.agents;
const POLICIES = ["auto", "ask", "deny"] as const satisfies readonly ToolPolicy[];
const MANY = 8;

/** The tools that an agent may call, with what they do, and what becomes of calls. */
export function ToolChoices({ tools, draft, onChange }: ToolChoicesProps) {
  const [typed, setTyped] = useState("");
  if (tools.length === 0) return <EmptyState title={words.noOffered} says={words.noOfferedSays} />;
  const shown = tools.filter(({ name, description }) => matchWords([name, description], typed));
  return (
    <>
      {tools.length > MANY ? (
        <FilterInput label={words.findTool} value={typed} onChange={setTyped} />
      ) : null}
      <DataTable
        label={words.tools}
        columns={columnsOf(draft, onChange)}
        rows={shown}
        keyOf={({ name }) => name}
      />
    </>
  );
}

function columnsOf(
  draft: AgentDraft,
  onChange: ToolChoicesProps["onChange"],
): readonly Column<ToolView>[] {
  const choose = (name: string, isChosen: boolean) =>
    onChange({
      toolIds: isChosen ? [...draft.toolIds, name] : draft.toolIds.filter((one) => one !== name),
    });
  return [
    {
      key: "tool",
      header: words.tool,
      isTitle: true,
      cell: ({ name, description }) => (
        <Checkbox
          label={name}
          description={<Text lineClamp={2}>{description}</Text>}
          checked={draft.toolIds.includes(name)}
          onChange={({ currentTarget: { checked } }) => choose(name, checked)}
        />
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
    {
      key: "policy",
      header: words.policy,
      cell: (tool) => (
        <NativeSelect
          aria-label={words.policyOf(tool.name)}
          disabled={!draft.toolIds.includes(tool.name)}
          value={draft.toolPolicy[tool.name] ?? ""}
          data={[
            { value: "", label: words.itsOwn(words.policies[tool.policy]) },
            ...POLICIES.map((value) => ({ value, label: words.policies[value] })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({ toolPolicy: withPolicy(draft.toolPolicy, tool.name, value) })
          }
        />
      ),
    },
  ];
}

function withPolicy(
  before: AgentDraft["toolPolicy"],
  name: string,
  value: string,
): AgentDraft["toolPolicy"] {
  const { [name]: _, ...others } = before;
  const chosen = POLICIES.find((one) => one === value);
  return chosen === undefined ? others : { ...others, [name]: chosen };
}
