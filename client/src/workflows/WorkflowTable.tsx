import { Badge, Group, Text } from "@mantine/core";
import type { WorkflowView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { NothingMatches } from "../ui/NothingMatches";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { matchWorkflows } from "./matchWorkflows";

interface WorkflowTableProps {
  workflows: readonly WorkflowView[];
  filter: string | undefined;
  onClear: () => void;
}

const COLUMNS: readonly Column<WorkflowView>[] = [
  {
    key: "name",
    header: texts.workflows.name,
    isTitle: true,
    cell: ({ name, description }) => (
      <div>
        <TextLink
          from="/o/$organization/workflows"
          to="/o/$organization/workflows/$name"
          params={{ name }}
          fw={500}
        >
          {name}
        </TextLink>
        <Text c="dimmed">{description}</Text>
      </div>
    ),
  },
  { key: "category", header: texts.workflows.category, cell: ({ category }) => category },
  {
    key: "tags",
    header: texts.workflows.tags,
    cell: ({ tags }) =>
      tags.length === 0 ? null : (
        <Group gap={4}>
          {tags.map((tag) => (
            <Badge key={tag} variant="default">
              {tag}
            </Badge>
          ))}
        </Group>
      ),
  },
];

export function WorkflowTable({ workflows, filter, onClear }: WorkflowTableProps) {
  const found = matchWorkflows(workflows, filter);
  if (workflows.length === 0) {
    return <EmptyState title={texts.workflows.empty} says={texts.workflows.emptySays} />;
  }
  if (found.length === 0) {
    return <NothingMatches title={texts.workflows.noMatch(filter ?? "")} onClear={onClear} />;
  }
  return (
    <DataTable
      label={texts.workflows.title}
      columns={COLUMNS}
      rows={found}
      keyOf={({ name }) => name}
    />
  );
}
