import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { ApprovalView, JsonValue } from "../api/schema";
import type { Scope } from "../api/scope";

const PAGE = 100;
const DAY_MS = 86_400_000;
/** How many days of the past the history has. */
export const HISTORY_DAYS = 30;

export function approvalsKey(scope: Scope) {
  return [scope, "approvals"];
}

/** What waits for a person, the oldest first. */
export function pendingQuery(scope: Scope) {
  return queryOptions({
    queryKey: [...approvalsKey(scope), "pending"],
    queryFn: async ({ signal }) => {
      const found = await everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/approvals", {
            params: {
              query: { status: "pending", limit: PAGE, continuationToken: token ?? null },
            },
            signal,
          }),
        ),
      );
      return found.filter(({ isExpired }) => !isExpired);
    },
  });
}

/** What people were asked lately, the newest first. */
export function historyQuery(scope: Scope) {
  return queryOptions({
    queryKey: [...approvalsKey(scope), "history"],
    queryFn: async ({ signal }) => {
      const since = new Date(Date.now() - HISTORY_DAYS * DAY_MS).toISOString();
      const found = await everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/approvals", {
            params: { query: { since, limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        ),
      );
      return found.filter((one) => one.state !== "pending" || one.isExpired).reverse();
    },
  });
}

export function approvalQuery(scope: Scope, approvalId: string) {
  return queryOptions({
    queryKey: [...approvalsKey(scope), approvalId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/approvals/{approval_id}", {
          params: { path: { approval_id: approvalId } },
          signal,
        }),
      ),
  });
}

export interface Decision {
  /** In place of the model's arguments. */
  arguments?: Record<string, JsonValue>;
  words: string;
}

/** Approves or denies what was seen; the lists and the run are read again. */
export function useDecisions(scope: Scope, approval: ApprovalView) {
  const queries = useQueryClient();
  const params = { path: { approval_id: approval.id } };
  const onSettled = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: approvalsKey(scope) }),
      queries.invalidateQueries({ queryKey: [scope, "agent-runs", approval.run] }),
    ]);
  const approve = useMutation({
    mutationFn: ({ words, arguments: changed }: Decision) =>
      bodyOf(
        inScope(scope).POST("/api/approvals/{approval_id}/approve", {
          params,
          body: { digest: approval.digest, words, arguments: changed ?? null },
        }),
      ),
    onSettled,
  });
  const deny = useMutation({
    mutationFn: (words: string) =>
      bodyOf(inScope(scope).POST("/api/approvals/{approval_id}/deny", { params, body: { words } })),
    onSettled,
  });
  return { approve, deny };
}
