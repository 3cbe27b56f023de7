import { infiniteQueryOptions } from "@tanstack/react-query";
import { inScope } from "../api/client";
import { pageOf } from "../api/pages";
import type { Scope } from "../api/scope";
import { type AuditSearch, auditQuery } from "./auditSearch";

const PAGE = 100;

/** The entries of a scope's audit log that fit the filters, newest first. */
export function auditEntriesQuery(scope: Scope, search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: [scope, "audit", search],
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        inScope(scope).GET("/api/audit", {
          params: {
            query: {
              ...auditQuery(search),
              limit: PAGE,
              ...(pageParam ? { continuationToken: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
}
