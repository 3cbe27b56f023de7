import type { ConversationView } from "../api/schema";

const ASSISTANT = "0b1f2057-0000-7000-8000-000000000001";

/** The agent that answered last; undefined for Bifrost's own assistant. */
export function agentOf({ agentId, agentName }: ConversationView) {
  if (agentId === null || agentName === null || agentId === ASSISTANT) return undefined;
  return { id: agentId, name: agentName };
}
