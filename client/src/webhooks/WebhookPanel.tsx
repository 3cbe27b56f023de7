import type { WebhookSourceView } from "../api/schema";
import type { Scope } from "../api/scope";
import { DeliveryTable } from "./DeliveryTable";
import { RefusedList } from "./RefusedList";
import { SubscriptionList } from "./SubscriptionList";
import { TrialPanel } from "./TrialPanel";
import { WebhookSettingsPanel } from "./WebhookSettingsPanel";
import type { WebhookTab } from "./webhookSearch";

interface WebhookPanelProps {
  tab: WebhookTab;
  scope: Scope;
  source: WebhookSourceView;
}

/** What one tab of a webhook shows. */
export function WebhookPanel({ tab, scope, source }: WebhookPanelProps) {
  const place = { scope, sourceId: source.id };
  switch (tab) {
    case "subscriptions":
      return <SubscriptionList {...place} />;
    case "deliveries":
      return <DeliveryTable {...place} />;
    case "refused":
      return <RefusedList {...place} />;
    case "test":
      return <TrialPanel {...place} />;
    case "settings":
      return <WebhookSettingsPanel scope={scope} source={source} />;
  }
}
