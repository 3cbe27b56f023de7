import { queryOptions } from "@tanstack/react-query";
import { inScope } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { Scope } from "../api/scope";

const PAGE = 1000;

export function keysQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "keys"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/workflow-keys", {
            params: { query: { limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        ),
      ),
  });
}
