import { Button, Stack } from "@mantine/core";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { DeliveryTable } from "./DeliveryTable";
import { useDeliveries } from "./useWebhooks";

interface DeliveryListProps {
  webhookId: string;
}

/** The deliveries to a webhook, newest first. */
export function DeliveryList({ webhookId }: DeliveryListProps) {
  const deliveries = useDeliveries(useScope(), webhookId);
  return (
    <Loaded query={deliveries}>
      {({ pages }) => {
        const found = pages.flatMap(({ items }) => items);
        if (found.length === 0) {
          return (
            <EmptyState
              title={texts.outgoing.noDeliveries}
              says={texts.outgoing.noDeliveriesSays}
            />
          );
        }
        return (
          <Stack>
            <DeliveryTable deliveries={found} />
            {deliveries.hasNextPage ? (
              <Button
                loading={deliveries.isFetchingNextPage}
                onClick={() => deliveries.fetchNextPage()}
              >
                {texts.outgoing.more}
              </Button>
            ) : null}
          </Stack>
        );
      }}
    </Loaded>
  );
}
