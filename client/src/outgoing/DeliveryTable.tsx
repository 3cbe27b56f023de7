import type { DeliverySummary } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { DeliveryBadge } from "./DeliveryBadge";
import { lastAnswer } from "./lastAnswer";

interface DeliveryTableProps {
  deliveries: readonly DeliverySummary[];
}

const COLUMNS: readonly Column<DeliverySummary>[] = [
  {
    key: "event",
    header: texts.outgoing.event,
    isTitle: true,
    cell: ({ webhookId, eventId, eventType }) => (
      <TextLink
        from="/o/$organization/outgoing-webhooks/$webhookId"
        to="/o/$organization/outgoing-webhooks/$webhookId/deliveries/$eventId"
        params={{ webhookId, eventId }}
        fw={500}
      >
        {eventType}
      </TextLink>
    ),
  },
  {
    key: "status",
    header: texts.outgoing.status,
    cell: ({ status }) => <DeliveryBadge status={status} />,
  },
  {
    key: "attempts",
    header: texts.outgoing.attempts,
    isNumber: true,
    cell: ({ attempts }) => attempts,
  },
  {
    key: "last",
    header: texts.outgoing.last,
    cell: ({ lastStatus, lastError }) => lastAnswer(lastStatus, lastError),
  },
  {
    key: "next",
    header: texts.outgoing.next,
    cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? null : <TimeText at={nextAttemptAt} />),
  },
  {
    key: "at",
    header: texts.outgoing.at,
    cell: ({ createdAt }) => <TimeText at={createdAt} />,
  },
];

export function DeliveryTable({ deliveries }: DeliveryTableProps) {
  return (
    <DataTable
      label={texts.outgoing.deliveries}
      columns={COLUMNS}
      rows={deliveries}
      keyOf={({ eventId }) => eventId}
    />
  );
}
