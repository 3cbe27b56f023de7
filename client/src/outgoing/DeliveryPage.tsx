import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { bodyOf, inScope } from "../api/client";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { DeliveryFacts } from "./DeliveryFacts";
import { useDelivery } from "./useWebhooks";

const route = getRouteApi("/o/$organization/outgoing-webhooks/$webhookId/deliveries/$eventId");

/** One delivery: the request, and each attempt with its answer. */
export function DeliveryPage() {
  const scope = useScope();
  const { webhookId, eventId } = route.useParams();
  const delivery = useDelivery(scope, webhookId, eventId);
  const queries = useQueryClient();
  const again = useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(scope).POST("/api/outgoing-webhooks/{webhook_id}/deliveries/{event_id}/redeliver", {
          params: { path: { webhook_id: webhookId, event_id: eventId } },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: [scope, "outgoing", webhookId] }),
  });

  return (
    <Page
      title={delivery.data?.eventType ?? texts.outgoing.delivery}
      action={
        <Button variant="filled" loading={again.isPending} onClick={() => again.mutate()}>
          {texts.outgoing.again}
        </Button>
      }
    >
      {again.isError ? <ProblemAlert error={again.error} /> : null}
      <Loaded query={delivery} rows={6}>
        {(found) => <DeliveryFacts delivery={found} />}
      </Loaded>
    </Page>
  );
}
