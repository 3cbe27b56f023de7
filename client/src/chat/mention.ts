/** `@Name` at the beginning of a message: the agent that is asked from now on. */

import type { AgentSummary } from "../api/schema";

export interface Mentioned {
  readonly text: string;
  readonly agent?: string;
}

/** The agent that a message names, and the rest of it; the longest name counts. */
export function mentionIn(text: string, agents: readonly AgentSummary[]): Mentioned {
  if (!text.startsWith("@")) return { text };
  const said = text.slice(1).toLowerCase();
  const [named] = agents
    .filter(({ name }) => isNamed(said, name.toLowerCase()))
    .sort((one, other) => other.name.length - one.name.length);
  if (named === undefined) return { text };
  const rest = text.slice(1 + named.name.length).replace(/^[\s,:]+/, "");
  return rest === "" ? { text } : { text: rest, agent: named.id };
}

function isNamed(said: string, name: string): boolean {
  return said.startsWith(name) && /^($|[\s,:])/.test(said.slice(name.length));
}
