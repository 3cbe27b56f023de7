import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

/** The OAuth connections of an organization, and those that it has from GLOBAL. */
export function useConnections(scope: Scope, enabled = true) {
  return useQuery({
    queryKey: [scope, "connections"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/oauth/connections", { signal })),
    enabled,
  });
}
