import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { answerOf, bodyOf, inScope } from "../api/client";
import type { ProviderCreate, ProviderUpdate } from "../api/schema";
import type { Scope } from "../api/scope";
import { basedOn, versionedOf } from "../api/versions";

/** The sign-in providers of a scope; there are at most 20. */
export function providersQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "sign-in-providers"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/sign-in-providers", { signal })),
  });
}

/** The ways to sign in that an organization allows, with their version. */
export function waysQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "sign-in-ways"],
    queryFn: async ({ signal }) => {
      const { body, response } = await answerOf(
        inScope(scope).GET("/api/sign-in-ways", { signal }),
      );
      return { ways: body.allowedSignIns, version: response.headers.get("ETag") };
    },
  });
}

/** What can be done with the providers of a scope. */
export function useProviderChanges(scope: Scope) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const refresh = () => queries.invalidateQueries({ queryKey: providersQuery(scope).queryKey });
  const at = (id: string) => ({ params: { path: { provider_id: id } } });
  return {
    create: async (body: ProviderCreate) => {
      await bodyOf(api.POST("/api/sign-in-providers", { body }));
      await refresh();
    },
    read: (id: string) => versionedOf(api.GET("/api/sign-in-providers/{provider_id}", at(id))),
    change: async (id: string, body: ProviderUpdate, version: string) => {
      const params = { ...at(id).params, header: basedOn(version) };
      await bodyOf(api.PATCH("/api/sign-in-providers/{provider_id}", { params, body }));
      await refresh();
    },
    remove: async (id: string, version: string) => {
      const params = { ...at(id).params, header: basedOn(version) };
      await bodyOf(api.DELETE("/api/sign-in-providers/{provider_id}", { params }));
      await refresh();
    },
    test: (id: string) => bodyOf(api.POST("/api/sign-in-providers/{provider_id}/test", at(id))),
  };
}
