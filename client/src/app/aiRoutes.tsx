import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
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
export const aiRoutes = [models, usage, knowledge, knowledgeSource] as const;
