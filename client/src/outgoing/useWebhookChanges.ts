import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { OutgoingWebhookDetail, OutgoingWebhookUpdate } from "../api/schema";
import { useScope } from "../session/useScope";

/** What can be done with a webhook. A secret that was just made is shown until it is closed. */
export function useWebhookChanges(webhook: OutgoingWebhookDetail) {
  const scope = useScope();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [secret, setSecret] = useState<string>();
  const path = { webhook_id: webhook.id };
  const refresh = () => queries.invalidateQueries({ queryKey: [scope, "outgoing"] });

  async function take(changed: OutgoingWebhookDetail) {
    setSecret(changed.secret ?? undefined);
    await refresh();
  }

  const test = useMutation({
    mutationFn: () =>
      bodyOf(inScope(scope).POST("/api/outgoing-webhooks/{webhook_id}/test", { params: { path } })),
    onSuccess: async (delivery) => {
      await refresh();
      await navigate({
        to: "/o/$organization/outgoing-webhooks/$webhookId/deliveries/$eventId",
        params: { organization: scope, webhookId: webhook.id, eventId: delivery.eventId },
      });
    },
  });
  return {
    secret,
    forgetSecret: () => setSecret(undefined),
    test,
    change: async (body: OutgoingWebhookUpdate) =>
      take(
        await bodyOf(
          inScope(scope).PATCH("/api/outgoing-webhooks/{webhook_id}", { params: { path }, body }),
        ),
      ),
    rotate: async () =>
      take(
        await bodyOf(
          inScope(scope).POST("/api/outgoing-webhooks/{webhook_id}/secrets", {
            params: { path },
            body: {},
          }),
        ),
      ),
    remove: async () => {
      await bodyOf(
        inScope(scope).DELETE("/api/outgoing-webhooks/{webhook_id}", { params: { path } }),
      );
      await navigate({ to: "/o/$organization/outgoing-webhooks", params: { organization: scope } });
      await refresh();
    },
  };
}
