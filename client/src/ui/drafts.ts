/** Half-done work of this tab; it is gone with the tab, and at sign-out. */

const PREFIX = "bifrost.draft.";

export function keepDraft(name: string, draft: Readonly<Record<string, unknown>>): void {
  try {
    sessionStorage.setItem(PREFIX + name, JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the page works without drafts.
  }
}

export function readDraft(name: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const draft: unknown = JSON.parse(sessionStorage.getItem(PREFIX + name) ?? "null");
    const isDraft = typeof draft === "object" && draft !== null && !Array.isArray(draft);
    return isDraft ? (draft as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export function forgetDraft(name: string): void {
  try {
    sessionStorage.removeItem(PREFIX + name);
  } catch {
    // There was nothing to forget.
  }
}
