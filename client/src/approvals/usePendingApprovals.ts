import { useQuery } from "@tanstack/react-query";
import { useNews, useReread } from "../api/news";
import type { Scope } from "../api/scope";
import { approvalsKey, pendingQuery } from "./approvalQueries";

const REFRESH_MS = 15_000;

/** What waits for a person. A run that begins or ceases to wait changes it, so runs are followed. */
export function usePendingApprovals(scope: Scope) {
  const reread = useReread(scope);
  const isLive = useNews(scope, "executions", ({ item }) => {
    if (isOfAgent(item)) reread([...approvalsKey(scope), "pending"]);
  });
  return useQuery({ ...pendingQuery(scope), refetchInterval: isLive ? false : REFRESH_MS });
}

function isOfAgent(item: unknown): boolean {
  return typeof item === "object" && item !== null && "workflowName" in item
    ? item.workflowName === "ai-agent"
    : true;
}
