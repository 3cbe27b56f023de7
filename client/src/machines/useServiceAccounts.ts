import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

/** More are not shown. */
const MOST = 500;

export function accountsKey(scope: Scope) {
  return [scope, "service-accounts"];
}

/** The service accounts of a scope. */
export function useServiceAccounts(scope: Scope) {
  return useQuery({
    queryKey: accountsKey(scope),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/service-accounts", {
          params: { query: { limit: MOST } },
          signal,
        }),
      ),
  });
}

/** The roles of a scope, by name. */
export function useRoles(scope: Scope) {
  return useQuery({
    queryKey: [scope, "roles"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/roles", { signal })),
  });
}
