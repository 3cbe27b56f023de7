import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { Scope } from "../api/scope";
import { versionedOf } from "../api/versions";

const PAGE = 1000;

export function rolesQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "roles"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/roles", {
            params: { query: { limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        ),
      ),
  });
}

export function readRole(scope: Scope, roleId: string) {
  return versionedOf(
    inScope(scope).GET("/api/roles/{role_id}", { params: { path: { role_id: roleId } } }),
  );
}

export function roleQuery(scope: Scope, roleId: string) {
  return queryOptions({
    queryKey: [scope, "roles", roleId],
    queryFn: async () => (await readRole(scope, roleId)).thing,
  });
}

/** The members of the organization, each with their roles. */
export function memberRolesQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "members", "withRoles"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/members", {
            params: { query: { withRoles: true, limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        ),
      ),
  });
}

/** The ids of the forms that a role may use. */
export function roleFormsQuery(scope: Scope, roleId: string) {
  return queryOptions({
    queryKey: [scope, "roles", roleId, "forms"],
    queryFn: ({ signal }) =>
      everyItem(async (token) => {
        const { formIds, continuationToken } = await bodyOf(
          inScope(scope).GET("/api/roles/{role_id}/forms", {
            params: {
              path: { role_id: roleId },
              query: { limit: PAGE, continuationToken: token ?? null },
            },
            signal,
          }),
        );
        return { items: formIds, next: continuationToken ?? undefined };
      }),
  });
}
