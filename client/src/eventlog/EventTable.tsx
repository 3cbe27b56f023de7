import type { LoggedEvent } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { EventData } from "./EventData";
import { ReachedBy } from "./ReachedBy";

interface EventTableProps {
  events: readonly LoggedEvent[];
}

const COLUMNS: readonly Column<LoggedEvent>[] = [
  { key: "type", header: texts.eventlog.type, isTitle: true, cell: ({ type }) => type },
  { key: "at", header: texts.eventlog.at, cell: ({ at }) => <TimeText at={at} /> },
  { key: "by", header: texts.eventlog.by, cell: ({ workflowName }) => workflowName },
  { key: "data", header: texts.eventlog.data, cell: (event) => <EventData event={event} /> },
  {
    key: "reached",
    header: texts.eventlog.reached,
    cell: (event) => <ReachedBy event={event} />,
  },
];

export function EventTable({ events }: EventTableProps) {
  return (
    <DataTable
      label={texts.eventlog.title}
      columns={COLUMNS}
      rows={events}
      keyOf={({ id }) => id}
    />
  );
}
