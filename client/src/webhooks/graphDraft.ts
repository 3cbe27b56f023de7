import type { GraphSettings } from "../api/schema";

export type ChangeType = GraphSettings["changeTypes"][number];

/** What the fields about Microsoft Graph contain; without a connection, it is subscribed elsewhere. */
export interface GraphDraft {
  connection: string;
  resource: string;
  changeTypes: ChangeType[];
  lifecycle: boolean;
}

export const CHANGE_TYPES: readonly ChangeType[] = ["created", "updated", "deleted"];

export function draftOf(settings: GraphSettings | null | undefined): GraphDraft {
  return {
    connection: settings?.connection ?? "",
    resource: settings?.resource ?? "",
    changeTypes: settings?.changeTypes ?? ["updated"],
    lifecycle: settings?.lifecycle ?? true,
  };
}

/** The settings that the fields mean; null if the subscription is kept elsewhere. */
export function settingsOf(draft: GraphDraft): GraphSettings | null {
  return draft.connection === "" ? null : { ...draft, resource: draft.resource.trim() };
}

export function isChangeType(value: string): value is ChangeType {
  return CHANGE_TYPES.some((known) => known === value);
}
