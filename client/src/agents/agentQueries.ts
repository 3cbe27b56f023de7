import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { Scope } from "../api/scope";
import { versionedOf } from "../api/versions";

const PAGE = 100;

export function agentsKey(scope: Scope) {
  return [scope, "agents"];
}

/** The agents that the caller may use: the organization's and GLOBAL's. */
export function agentsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [...agentsKey(scope), "list"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/agents", { signal })),
  });
}

/** An agent with its version, which an edit is based on. */
export function readAgent(scope: Scope, agentId: string) {
  return versionedOf(
    inScope(scope).GET("/api/agents/{agent_id}", { params: { path: { agent_id: agentId } } }),
  );
}

export function agentQuery(scope: Scope, agentId: string) {
  return queryOptions({
    queryKey: [...agentsKey(scope), agentId],
    queryFn: () => readAgent(scope, agentId),
  });
}

/** The tools that the agent has when the caller runs it. */
export function agentToolsQuery(scope: Scope, agentId: string) {
  return queryOptions({
    queryKey: [...agentsKey(scope), agentId, "tools"],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/agents/{agent_id}/tools", {
          params: { path: { agent_id: agentId } },
          signal,
        }),
      ),
  });
}

/** Every tool that the caller may give to an agent. */
export function offeredToolsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [...agentsKey(scope), "offeredTools"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/agent-tools", { signal })),
  });
}

/** The versions of an agent, the newest first. */
export function agentVersionsQuery(scope: Scope, agentId: string) {
  return queryOptions({
    queryKey: [...agentsKey(scope), agentId, "versions"],
    queryFn: async ({ signal }) => {
      const found = await everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/agents/{agent_id}/versions", {
            params: {
              path: { agent_id: agentId },
              query: { limit: PAGE, continuationToken: token ?? null },
            },
            signal,
          }),
        ),
      );
      return found.reverse();
    },
  });
}
