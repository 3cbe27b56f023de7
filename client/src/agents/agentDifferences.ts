import type { Agent } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";
import { type AgentDraft, agentDraftOf } from "./agentDraft";

interface Difference {
  name: keyof AgentDraft;
  before: string;
  now: string;
}

/** The fields that differ between two versions of an agent, as texts. */
export function differences(before: Agent, now: Agent): Difference[] {
  const [was, is] = [agentDraftOf(before), agentDraftOf(now)];
  return namesOf(is)
    .map((name) => ({ name, before: textOf(was[name]), now: textOf(is[name]) }))
    .filter((one) => one.before !== one.now);
}

/** The fields of a draft as they are compared in a conflict. */
export function comparedAgent(draft: AgentDraft): Compared[] {
  return namesOf(draft).map((name) => ({
    label: texts.agents.fields[name],
    text: textOf(draft[name]),
  }));
}

function namesOf(draft: AgentDraft): (keyof AgentDraft)[] {
  return Object.keys(draft) as (keyof AgentDraft)[];
}

function textOf(value: AgentDraft[keyof AgentDraft]): string {
  if (Array.isArray(value)) {
    return value.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join("\n");
  }
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}
