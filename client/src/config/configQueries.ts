import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { Scope } from "../api/scope";
import { versionedOf } from "../api/versions";

const PAGE = 1000;

/** The values of a scope, its own and those that it inherits. */
export function configQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "config"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/config", {
            params: { query: { limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        ),
      ),
  });
}

/** The value that applies in the scope, and its version. */
export function readConfig(scope: Scope, key: string) {
  return versionedOf(inScope(scope).GET("/api/config/{key}", { params: { path: { key } } }));
}

/** The names of a scope's own secrets. */
export function secretsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "secrets"],
    queryFn: ({ signal }) =>
      everyItem(async (token) => {
        const { secrets, continuationToken } = await bodyOf(
          inScope(scope).GET("/api/secrets", {
            params: { query: { limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        );
        return { items: secrets, next: continuationToken ?? undefined };
      }),
  });
}

export function readSecret(scope: Scope, name: string) {
  return versionedOf(inScope(scope).GET("/api/secrets/{name}", { params: { path: { name } } }));
}

export function secretQuery(scope: Scope, name: string) {
  return queryOptions({
    queryKey: [scope, "secrets", name],
    queryFn: () => readSecret(scope, name),
    staleTime: 0,
  });
}
