import { Text } from "@mantine/core";
import type { BatchView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { FleetBadge } from "./FleetBadge";

interface FleetRunTableProps {
  batches: readonly BatchView[];
}

const COLUMNS: readonly Column<BatchView>[] = [
  {
    key: "name",
    header: texts.fleet.name,
    isTitle: true,
    cell: ({ id, name, workflowName }) => (
      <div>
        <TextLink to="/platform/fleet-runs/$batchId" params={{ batchId: id }} fw={500}>
          {name}
        </TextLink>
        <Text c="dimmed">{workflowName}</Text>
      </div>
    ),
  },
  { key: "state", header: texts.fleet.state, cell: (batch) => <FleetBadge batch={batch} /> },
  {
    key: "progress",
    header: texts.fleet.progress,
    cell: ({ counts: { waiting = 0, running = 0 }, total }) =>
      texts.fleet.progressOf(total - waiting - running, total),
  },
  {
    key: "failures",
    header: texts.fleet.failures,
    isNumber: true,
    cell: ({ counts: { failed = 0 } }) => failed,
  },
  {
    key: "began",
    header: texts.fleet.began,
    cell: ({ createdAt }) => <TimeText at={createdAt} />,
  },
  { key: "by", header: texts.fleet.madeBy, cell: ({ madeByName }) => madeByName },
];

export function FleetRunTable({ batches }: FleetRunTableProps) {
  if (batches.length === 0) {
    return <EmptyState title={texts.fleet.empty} says={texts.fleet.emptySays} />;
  }
  return (
    <DataTable label={texts.fleet.title} columns={COLUMNS} rows={batches} keyOf={({ id }) => id} />
  );
}
