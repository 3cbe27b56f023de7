import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

/** The workflows that the user may start in the scope. */
export function useWorkflows(scope: Scope) {
  return useQuery({
    queryKey: [scope, "workflows"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/workflows", { signal })),
  });
}
