import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readApprovalsSearch } from "../approvals/approvalsSearch";
import { readEvalsSearch } from "../evals/evalsSearch";
import { readUsageSearch } from "../usage/usageSearch";
import { organization } from "./baseRoutes";
import { onlySearch } from "./onlySearch";

const models = createRoute({
  getParentRoute: () => organization,
  path: "models",
  staticData: { needs: "ai.manage" },
  component: lazyRouteComponent(() => import("../models/ModelsPage"), "ModelsPage"),
});

const usage = createRoute({
  getParentRoute: () => organization,
  path: "ai-usage",
  staticData: { needs: "ai.manage" },
  validateSearch: onlySearch(readUsageSearch),
  component: lazyRouteComponent(() => import("../usage/UsagePage"), "UsagePage"),
});

const agents = createRoute({
  getParentRoute: () => organization,
  path: "agents",
  staticData: { needs: "ai.use" },
  component: lazyRouteComponent(() => import("../agents/AgentsPage"), "AgentsPage"),
});

const newAgent = createRoute({
  getParentRoute: () => organization,
  path: "agents/new",
  staticData: { needs: "ai.manage" },
  component: lazyRouteComponent(() => import("../agents/NewAgentPage"), "NewAgentPage"),
});

const agent = createRoute({
  getParentRoute: () => organization,
  path: "agents/$agentId",
  staticData: { needs: "ai.use" },
  component: lazyRouteComponent(() => import("../agents/AgentPage"), "AgentPage"),
});

const editAgent = createRoute({
  getParentRoute: () => organization,
  path: "agents/$agentId/edit",
  staticData: { needs: "ai.manage" },
  component: lazyRouteComponent(() => import("../agents/EditAgentPage"), "EditAgentPage"),
});

const evals = createRoute({
  getParentRoute: () => organization,
  path: "agents/$agentId/evals",
  staticData: { needs: "ai.manage" },
  validateSearch: onlySearch(readEvalsSearch),
  component: lazyRouteComponent(() => import("../evals/EvalsPage"), "EvalsPage"),
});

const agentRuns = createRoute({
  getParentRoute: () => organization,
  path: "agent-runs",
  staticData: { needs: "ai.use" },
  component: lazyRouteComponent(() => import("../agentRuns/AgentRunsPage"), "AgentRunsPage"),
});

const agentRun = createRoute({
  getParentRoute: () => organization,
  path: "agent-runs/$runId",
  staticData: { needs: "ai.use" },
  component: lazyRouteComponent(() => import("../agentRuns/AgentRunPage"), "AgentRunPage"),
});

const approvals = createRoute({
  getParentRoute: () => organization,
  path: "approvals",
  staticData: { needs: "ai.use" },
  validateSearch: onlySearch(readApprovalsSearch),
  component: lazyRouteComponent(() => import("../approvals/ApprovalsPage"), "ApprovalsPage"),
});

const knowledge = createRoute({
  getParentRoute: () => organization,
  path: "knowledge",
  staticData: { needs: "ai.use" },
  component: lazyRouteComponent(() => import("../knowledge/KnowledgePage"), "KnowledgePage"),
});

const knowledgeSource = createRoute({
  getParentRoute: () => organization,
  path: "knowledge/$namespace",
  staticData: { needs: "ai.use" },
  component: lazyRouteComponent(() => import("../knowledge/SourcePage"), "SourcePage"),
});

/** Language models: keys, cost, agents, what they ask, and knowledge. */
export const aiRoutes = [
  agents,
  newAgent,
  agent,
  editAgent,
  evals,
  agentRuns,
  agentRun,
  approvals,
  knowledge,
  knowledgeSource,
  models,
  usage,
] as const;
