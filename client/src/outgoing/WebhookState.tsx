import type { OutgoingWebhookDetail } from "../api/schema";
import { RuleState } from "../subscriptions/RuleState";

interface WebhookStateProps {
  webhook: Pick<OutgoingWebhookDetail, "isEnabled" | "paused">;
}

/** Whether a webhook is told of events, and why not, if it is paused. */
export function WebhookState({ webhook }: WebhookStateProps) {
  return <RuleState isEnabled={webhook.isEnabled} paused={webhook.paused ?? null} />;
}
