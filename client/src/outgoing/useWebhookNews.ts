import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews, useReread } from "../api/news";
import type { Scope } from "../api/scope";
import { webhooksKey } from "./webhookKeys";

/** Reads what is shown of outgoing webhooks again when one was disabled. */
export function useWebhookNews(scope: Scope): void {
  const reread = useReread(scope);

  function take(change: LiveChange) {
    if (itemOf("notifications", change)?.type === "webhook.disabled") reread(webhooksKey(scope));
  }

  useNews(scope, "notifications", take);
}
