import { Text } from "@mantine/core";
import type { ScheduleView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { NothingMatches } from "../ui/NothingMatches";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { ScheduleBadge } from "./ScheduleBadge";
import { fits, type SchedulesSearch } from "./schedulesSearch";

interface ScheduleTableProps {
  schedules: readonly ScheduleView[];
  search: SchedulesSearch;
  onClear: () => void;
}

const COLUMNS: readonly Column<ScheduleView>[] = [
  {
    key: "name",
    header: texts.schedules.name,
    isTitle: true,
    cell: ({ id, name, workflowName, source }) => (
      <div>
        <TextLink
          from="/o/$organization/schedules"
          to="/o/$organization/schedules/$scheduleId"
          params={{ scheduleId: id }}
          fw={500}
        >
          {source === "code" ? `${workflowName}: ${name}` : name}
        </TextLink>
        <Text c="dimmed">{workflowName}</Text>
      </div>
    ),
  },
  { key: "reading", header: texts.schedules.times, cell: ({ reading }) => reading },
  {
    key: "next",
    header: texts.schedules.next,
    cell: ({ nextRuns: [first] }) =>
      first === undefined ? texts.common.none : <TimeText at={first} />,
  },
  {
    key: "state",
    header: texts.schedules.state,
    cell: (schedule) => (
      <div>
        <ScheduleBadge schedule={schedule} />
        {schedule.paused === null && schedule.problem === null ? null : (
          <Text size="sm">{schedule.paused ?? schedule.problem}</Text>
        )}
      </div>
    ),
  },
];

/** The schedules that fit the filters. */
export function ScheduleTable({ schedules, search, onClear }: ScheduleTableProps) {
  const found = schedules.filter((schedule) => fits(search, schedule));
  if (schedules.length === 0) {
    return <EmptyState title={texts.schedules.empty} says={texts.schedules.emptySays} />;
  }
  if (found.length === 0) {
    return <NothingMatches title={texts.schedules.noMatch} onClear={onClear} />;
  }
  return (
    <DataTable
      label={texts.schedules.title}
      columns={COLUMNS}
      rows={found}
      keyOf={({ id }) => id}
    />
  );
}
