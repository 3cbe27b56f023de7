import type { EmittedEvent } from "../api/schema";
import * as texts from "../texts/texts";

/** What a notice says: what happened, and why. */
export function noticeText({ type, data = {} }: EmittedEvent): string {
  const { connection, name, reason } = data;
  const says = saysOf(type, String(connection ?? name ?? ""));
  return typeof reason === "string" && reason !== "" ? `${says}: ${reason}` : says;
}

function saysOf(type: string, name: string): string {
  switch (type) {
    case "connection.expired":
      return texts.notices.connectionExpired(name);
    case "webhook.disabled":
      return texts.notices.webhookDisabled(name);
    case "webhook.failed":
      return texts.notices.webhookFailed(name);
    case "webhook.paused":
      return texts.notices.webhookPaused(name);
    case "webhook.subscription_lost":
      return texts.notices.subscriptionLost(name);
    case "webhook.unprocessed":
      return texts.notices.webhookUnprocessed(name);
    case "schedule.paused":
      return texts.notices.schedulePaused(name);
    case "trigger.paused":
      return texts.notices.triggerPaused(name);
    default:
      return type;
  }
}
