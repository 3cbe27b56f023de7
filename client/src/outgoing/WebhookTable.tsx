import type { OutgoingWebhookDetail } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { WebhookState } from "./WebhookState";

interface WebhookTableProps {
  webhooks: readonly OutgoingWebhookDetail[];
}

const COLUMNS: readonly Column<OutgoingWebhookDetail>[] = [
  {
    key: "name",
    header: texts.outgoing.name,
    isTitle: true,
    cell: ({ id, name }) => (
      <TextLink
        from="/o/$organization/outgoing-webhooks"
        to="/o/$organization/outgoing-webhooks/$webhookId"
        params={{ webhookId: id }}
        fw={500}
      >
        {name}
      </TextLink>
    ),
  },
  { key: "url", header: texts.outgoing.url, cell: ({ url }) => url },
  { key: "events", header: texts.outgoing.events, cell: ({ events }) => events.join(", ") },
  {
    key: "state",
    header: texts.outgoing.state,
    cell: (webhook) => <WebhookState webhook={webhook} />,
  },
];

export function WebhookTable({ webhooks }: WebhookTableProps) {
  return (
    <DataTable
      label={texts.outgoing.title}
      columns={COLUMNS}
      rows={webhooks}
      keyOf={({ id }) => id}
    />
  );
}
