import { useQuery } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Scope } from "../api/scope";

/** More are not shown: ended ones go after a month. */
const MOST = 500;

export function invitationsKey(scope: Scope) {
  return [scope, "invitations"];
}

/** The invitations of a scope, by address. */
export function useInvitations(scope: Scope) {
  return useQuery({
    queryKey: invitationsKey(scope),
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/invitations", { params: { query: { limit: MOST } }, signal }),
      ),
  });
}
