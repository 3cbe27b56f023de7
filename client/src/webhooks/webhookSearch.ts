export const WEBHOOK_TABS = ["subscriptions", "deliveries", "refused", "test", "settings"] as const;

export type WebhookTab = (typeof WEBHOOK_TABS)[number];

export interface WebhookSearch {
  tab?: WebhookTab;
}

export function isWebhookTab(value: unknown): value is WebhookTab {
  return WEBHOOK_TABS.some((tab) => tab === value);
}

export function readWebhookSearch(given: Record<string, unknown>): WebhookSearch {
  return isWebhookTab(given.tab) ? { tab: given.tab } : {};
}
