import { Badge, Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { DeliveryView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { DeliveryDialog } from "./DeliveryDialog";
import { DeliveryResults } from "./DeliveryResults";
import { useDeliveries } from "./webhookQueries";

interface DeliveryTableProps {
  scope: Scope;
  sourceId: string;
}

const words = texts.webhooks;

/** What a webhook received, newest first, and what each event started. */
export function DeliveryTable({ scope, sourceId }: DeliveryTableProps) {
  const deliveries = useDeliveries(scope, sourceId);
  const [shown, setShown] = useState<string>();
  const columns = columnsOf(setShown);
  return (
    <Stack>
      <Loaded query={deliveries}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <EmptyState title={words.noDeliveries} says={words.noDeliveriesSays} />
          ) : (
            <DataTable
              label={words.tabs.deliveries}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
            />
          );
        }}
      </Loaded>
      {deliveries.hasNextPage ? (
        <div>
          <Button
            onClick={() => void deliveries.fetchNextPage()}
            loading={deliveries.isFetchingNextPage}
          >
            {words.more}
          </Button>
        </div>
      ) : null}
      {shown === undefined ? null : (
        <DeliveryDialog
          scope={scope}
          sourceId={sourceId}
          deliveryId={shown}
          onClose={() => setShown(undefined)}
        />
      )}
    </Stack>
  );
}

function columnsOf(onShow: (id: string) => void): Column<DeliveryView>[] {
  return [
    {
      key: "at",
      header: words.received,
      isTitle: true,
      cell: ({ receivedAt }) => <TimeText at={receivedAt} />,
    },
    {
      key: "type",
      header: words.type,
      cell: ({ eventType, replayOf }) => (
        <Group gap={4}>
          {eventType}
          {replayOf == null ? null : <Badge variant="default">{words.replayed}</Badge>}
        </Group>
      ),
    },
    { key: "results", header: words.outcome, cell: (one) => <DeliveryResults delivery={one} /> },
    {
      key: "show",
      header: words.show,
      isAction: true,
      cell: ({ id, eventType }) => (
        <Button size="xs" onClick={() => onShow(id)} aria-label={`${words.show}: ${eventType}`}>
          {words.show}
        </Button>
      ),
    },
  ];
}
