import type { OutgoingWebhookDetail } from "../api/schema";

/** What a person types about a webhook. */
export interface WebhookDraft {
  name: string;
  url: string;
  events: readonly string[];
  workflows: readonly string[];
}

export const EMPTY_DRAFT: WebhookDraft = {
  name: "",
  url: "",
  events: ["execution.failed"],
  workflows: [],
};

export function draftOf(webhook: OutgoingWebhookDetail): WebhookDraft {
  const { name, url, events, workflows } = webhook;
  return { name, url, events, workflows };
}

/** The body of a request: the API's lists are its own. */
export function bodyOfDraft(draft: WebhookDraft) {
  return { ...draft, events: [...draft.events], workflows: [...draft.workflows] };
}
