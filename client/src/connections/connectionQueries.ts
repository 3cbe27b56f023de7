import { queryOptions } from "@tanstack/react-query";
import { bodyOf, inScope, platform } from "../api/client";
import { everyItem, pageOf } from "../api/pages";
import type { Scope } from "../api/scope";
import { versionedOf } from "../api/versions";

const PAGE = 1000;
const CUSTOMERS_PAGE = 200;
/** While a person signs in at the provider, in another window. */
const WAITING_MS = 3000;

export function connectionsKey(scope: Scope) {
  return [scope, "connections"];
}

/** The connections of a scope, its own and those that it inherits. */
export function connectionsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [...connectionsKey(scope), "list"],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          inScope(scope).GET("/api/oauth/connections", {
            params: { query: { limit: PAGE, continuationToken: token ?? null } },
            signal,
          }),
        ),
      ),
  });
}

export function readConnection(scope: Scope, connection: string) {
  return versionedOf(
    inScope(scope).GET("/api/oauth/connections/{connection}", { params: { path: { connection } } }),
  );
}

export function connectionQuery(scope: Scope, connection: string) {
  return queryOptions({
    queryKey: [...connectionsKey(scope), connection],
    queryFn: async () => (await readConnection(scope, connection)).thing,
    refetchInterval: ({ state }) =>
      state.data?.status === "waiting_callback" ? WAITING_MS : false,
  });
}

export function healthQuery(scope: Scope, connection: string) {
  return queryOptions({
    queryKey: [...connectionsKey(scope), connection, "health"],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/oauth/connections/{connection}/health", {
          params: { path: { connection } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data?.status === "waiting_callback" ? WAITING_MS : false,
  });
}

/** What each organization has of a connection of GLOBAL. */
export function entitiesQuery(connection: string) {
  return queryOptions({
    queryKey: ["connectionEntities", connection],
    queryFn: ({ signal }) =>
      everyItem((token) =>
        pageOf(
          platform.GET("/api/oauth/connections/{connection}/entities", {
            params: {
              path: { connection },
              query: { limit: CUSTOMERS_PAGE, continuationToken: token ?? null },
            },
            signal,
          }),
        ),
      ),
  });
}
