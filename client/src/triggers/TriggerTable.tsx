import { Text } from "@mantine/core";
import type { EventTriggerView } from "../api/schema";
import { RuleState } from "../subscriptions/RuleState";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";

interface TriggerTableProps {
  triggers: readonly EventTriggerView[];
}

const words = texts.triggers;

const COLUMNS: readonly Column<EventTriggerView>[] = [
  {
    key: "name",
    header: words.name,
    isTitle: true,
    cell: ({ id, name, workflowName }) => (
      <div>
        <TextLink
          from="/o/$organization/event-triggers"
          to="/o/$organization/event-triggers/$triggerId"
          params={{ triggerId: id }}
          fw={500}
        >
          {name}
        </TextLink>
        <Text c="dimmed">{workflowName}</Text>
      </div>
    ),
  },
  { key: "events", header: words.events, cell: ({ events }) => events.join(", ") },
  {
    key: "state",
    header: words.state,
    cell: ({ isEnabled = true, paused }) => (
      <RuleState isEnabled={isEnabled} paused={paused ?? null} />
    ),
  },
];

export function TriggerTable({ triggers }: TriggerTableProps) {
  return <DataTable label={words.title} columns={COLUMNS} rows={triggers} keyOf={({ id }) => id} />;
}
