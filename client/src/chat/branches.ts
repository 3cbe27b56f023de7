/** Branches of a conversation: messages with the same parent are versions of each other. */

import type { ChatMessage } from "../api/schema";

export interface Shown {
  readonly message: ChatMessage;
  /** All versions of the message, oldest first. */
  readonly versions: readonly ChatMessage[];
}

/** The messages from the beginning to the leaf. */
export function branchTo(
  messages: readonly ChatMessage[],
  leafId: string | null | undefined,
): readonly Shown[] {
  const known = new Map(messages.map((message) => [message.id, message]));
  const found: Shown[] = [];
  for (let at = leafId ? known.get(leafId) : undefined; at !== undefined; ) {
    const message: ChatMessage = at;
    found.push({ message, versions: versionsOf(messages, message) });
    at = message.parentId ? known.get(message.parentId) : undefined;
  }
  return found.reverse();
}

function versionsOf(messages: readonly ChatMessage[], message: ChatMessage) {
  return messages.filter(
    ({ parentId, role }) => parentId === message.parentId && role === message.role,
  );
}

/** The newest message below this one, or itself. */
export function leafBelow(messages: readonly ChatMessage[], id: string): string {
  const children = messages.filter(({ parentId }) => parentId === id);
  const newest = children.at(-1);
  return newest === undefined ? id : leafBelow(messages, newest.id);
}
