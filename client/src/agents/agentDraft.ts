import type { Agent, AgentWrite, JsonValue, SystemTool, ToolPolicy, ToolView } from "../api/schema";

type Amount = number | "";

/** What is typed into the builder of an agent. */
export interface AgentDraft {
  name: string;
  description: string;
  systemPrompt: string;
  isActive: boolean;
  accessLevel: NonNullable<AgentWrite["accessLevel"]>;
  roles: string[];
  toolIds: string[];
  toolPolicy: Readonly<Record<string, ToolPolicy>>;
  delegatedAgentIds: string[];
  systemTools: SystemTool[];
  knowledgeSources: string[];
  approvers: NonNullable<AgentWrite["approvers"]>;
  approverRoles: string[];
  llmModel: string;
  llmMaxTokens: Amount;
  temperature: Amount;
  outputSchema: string;
  maxIterations: Amount;
  maxToolCalls: Amount;
  maxTokenBudget: Amount;
  maxRunTimeout: Amount;
  runDollars: Amount;
  monthlyDollars: Amount;
  acceptsRisk: boolean;
  /** Cases of evals, as JSON is typed. */
  evals: string;
}

export const NEW_AGENT: AgentDraft = {
  name: "",
  description: "",
  systemPrompt: "",
  isActive: true,
  accessLevel: "authenticated",
  roles: [],
  toolIds: [],
  toolPolicy: {},
  delegatedAgentIds: [],
  systemTools: [],
  knowledgeSources: [],
  approvers: "caller",
  approverRoles: [],
  llmModel: "",
  llmMaxTokens: 4096,
  temperature: "",
  outputSchema: "",
  maxIterations: 50,
  maxToolCalls: 100,
  maxTokenBudget: 100_000,
  maxRunTimeout: 1800,
  runDollars: "",
  monthlyDollars: "",
  acceptsRisk: false,
  evals: "",
};

type AgentFacts = Omit<Agent, "id">;

export function agentDraftOf(agent: AgentFacts): AgentDraft {
  const { outputSchema } = agent;
  return {
    ...NEW_AGENT,
    name: agent.name,
    description: agent.description,
    systemPrompt: agent.systemPrompt,
    isActive: agent.isActive,
    accessLevel: agent.accessLevel,
    roles: [...agent.roles],
    toolIds: [...agent.toolIds],
    toolPolicy: agent.toolPolicy ?? {},
    delegatedAgentIds: [...agent.delegatedAgentIds],
    systemTools: [...agent.systemTools],
    knowledgeSources: [...agent.knowledgeSources],
    approvers: agent.approvers,
    approverRoles: [...agent.approverRoles],
    llmModel: agent.llmModel ?? "",
    llmMaxTokens: agent.llmMaxTokens,
    temperature: agent.temperature ?? "",
    outputSchema: outputSchema === null ? "" : JSON.stringify(outputSchema, null, 2),
    maxIterations: agent.maxIterations,
    maxToolCalls: agent.maxToolCalls,
    maxTokenBudget: agent.maxTokenBudget,
    maxRunTimeout: agent.maxRunTimeout,
    runDollars: agent.runDollars ?? "",
    monthlyDollars: agent.monthlyDollars ?? "",
    acceptsRisk: agent.acceptsRisk,
    evals: agent.evals?.length ? JSON.stringify(agent.evals, null, 2) : "",
  };
}

/** What the server is sent. An amount that is empty has the server's default, or no limit. */
export function agentOf(draft: AgentDraft): AgentWrite {
  const chosen = new Set(draft.toolIds);
  const policies = Object.entries(draft.toolPolicy).filter(([name]) => chosen.has(name));
  return {
    name: draft.name,
    description: draft.description,
    systemPrompt: draft.systemPrompt,
    isActive: draft.isActive,
    accessLevel: draft.accessLevel,
    roles: draft.accessLevel === "role_based" ? draft.roles : [],
    toolIds: draft.toolIds,
    toolPolicy: Object.fromEntries(policies),
    delegatedAgentIds: draft.delegatedAgentIds,
    systemTools: draft.systemTools,
    knowledgeSources: draft.systemTools.includes("search_knowledge") ? draft.knowledgeSources : [],
    approvers: draft.approvers,
    approverRoles: draft.approvers === "role" ? draft.approverRoles : [],
    llmModel: draft.llmModel.trim() === "" ? null : draft.llmModel.trim(),
    temperature: amountOf(draft.temperature),
    outputSchema: draft.outputSchema.trim() === "" ? null : schemaOf(draft.outputSchema),
    runDollars: amountOf(draft.runDollars),
    monthlyDollars: amountOf(draft.monthlyDollars),
    acceptsRisk: draft.acceptsRisk,
    evals: typedCases(draft.evals) ?? [],
    ...given("llmMaxTokens", draft.llmMaxTokens),
    ...given("maxIterations", draft.maxIterations),
    ...given("maxToolCalls", draft.maxToolCalls),
    ...given("maxTokenBudget", draft.maxTokenBudget),
    ...given("maxRunTimeout", draft.maxRunTimeout),
  };
}

/** What a schema that is typed is; undefined if it is no JSON object. */
export function typedSchema(text: string): Record<string, JsonValue> | undefined {
  try {
    const found: unknown = JSON.parse(text);
    const isObject = typeof found === "object" && found !== null && !Array.isArray(found);
    return isObject ? (found as Record<string, JsonValue>) : undefined;
  } catch {
    return undefined;
  }
}

/** What cases that are typed are; undefined if they are no JSON list. */
export function typedCases(text: string): NonNullable<AgentWrite["evals"]> | undefined {
  if (text.trim() === "") return [];
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether tools together read private data, read words of strangers, and reach the outside, which
 * somebody has to accept.
 */
export function isRisky(tools: readonly ToolView[], chosen: readonly string[]): boolean {
  const found = tools.filter(({ name }) => chosen.includes(name));
  return (
    found.some(({ effects }) => effects === "read") &&
    found.some(({ returnsUntrusted }) => returnsUntrusted) &&
    found.some(({ reaches }) => reaches === "world")
  );
}

function schemaOf(text: string): Record<string, JsonValue> | null {
  return typedSchema(text) ?? null;
}

function amountOf(amount: Amount): number | null {
  return amount === "" ? null : amount;
}

function given<Name extends string>(name: Name, amount: Amount): Partial<Record<Name, number>> {
  return amount === "" ? {} : ({ [name]: amount } as Record<Name, number>);
}
