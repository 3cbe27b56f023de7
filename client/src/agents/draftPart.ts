import type { AgentDraft } from "./agentDraft";

/** What a part of the builder gets. */
export interface DraftPartProps {
  draft: AgentDraft;
  /** What the server says against each field, by its name. */
  problems: ReadonlyMap<string, string>;
  onChange: (changed: Partial<AgentDraft>) => void;
}
