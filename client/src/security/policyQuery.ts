import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

/** Whom a scope asks for a second factor. */
export function policyQuery(scope: Scope) {
  return queryOptions({
    queryKey: ["second-factor-policy", scope],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/second-factor-policy", { signal })),
  });
}
