import { useQuery } from "@tanstack/react-query";
import { useNews, useReread } from "../api/news";
import type { Scope } from "../api/scope";
import { approvalsKey, pendingQuery } from "./approvalQueries";

const REFRESH_MS = 15_000;

interface PendingOptions {
  /** How often it is asked for where changes do not arrive. */
  refreshMs?: number;
  isShown?: boolean;
}

/** What waits for a person. A run that begins or ceases to wait changes it, so runs are followed. */
export function usePendingApprovals(scope: Scope, options: PendingOptions = {}) {
  const { refreshMs = REFRESH_MS, isShown = true } = options;
  const reread = useReread(scope);
  const take = ({ item }: { item: unknown }) => {
    if (isOfAgent(item)) reread([...approvalsKey(scope), "pending"]);
  };
  const isLive = useNews(scope, "executions", take, isShown);
  const refetchInterval = isLive ? false : refreshMs;
  return useQuery({ ...pendingQuery(scope), enabled: isShown, refetchInterval });
}

function isOfAgent(item: unknown): boolean {
  return typeof item === "object" && item !== null && "workflowName" in item
    ? item.workflowName === "ai-agent"
    : true;
}
