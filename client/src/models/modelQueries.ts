import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope, platform } from "../api/client";
import type { AiSettingsWrite, LlmKeyCreate, LlmKeyUpdate } from "../api/schema";
import type { Scope } from "../api/scope";

/** The keys of a scope, masked, the default first. */
export function modelKeysQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "models", "keys"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/llm-keys", { signal })),
  });
}

/** Whether models may be used, the budgets, what was spent, and where requests go. */
export function modelSettingsQuery(scope: Scope) {
  return queryOptions({
    queryKey: [scope, "models", "settings"],
    queryFn: ({ signal }) => bodyOf(inScope(scope).GET("/api/ai/settings", { signal })),
  });
}

/** The models that the provider of a key offers to it. */
export function offeredModelsQuery(scope: Scope, keyId: string) {
  return queryOptions({
    queryKey: [scope, "models", "offered", keyId],
    queryFn: ({ signal }) =>
      bodyOf(
        inScope(scope).GET("/api/llm-keys/{key_id}/models", {
          params: { path: { key_id: keyId } },
          signal,
        }),
      ),
    retry: false,
  });
}

/** The prices that the platform has set. */
export const pricesQuery = queryOptions({
  queryKey: ["modelPrices"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/settings/ai/pricing", { signal })),
});

/** The platform's provider, which the environment may have. */
export const platformModelQuery = queryOptions({
  queryKey: ["platformModel"],
  queryFn: ({ signal }) => bodyOf(platform.GET("/api/llm-config", { signal })),
});

/** What is done with the keys and the settings of a scope; each tells the page to ask again. */
export function useModelChanges(scope: Scope) {
  const queries = useQueryClient();
  const api = inScope(scope);
  const at = (id: string) => ({ params: { path: { key_id: id } } });
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: [scope, "models"] });
    await queries.invalidateQueries({ queryKey: platformModelQuery.queryKey });
  };
  return {
    add: async (body: LlmKeyCreate) => {
      await bodyOf(api.POST("/api/llm-keys", { body }));
      await refresh();
    },
    change: async (id: string, body: LlmKeyUpdate) => {
      await bodyOf(api.PATCH("/api/llm-keys/{key_id}", { ...at(id), body }));
      await refresh();
    },
    remove: async (id: string) => {
      await bodyOf(api.DELETE("/api/llm-keys/{key_id}", at(id)));
      await refresh();
    },
    test: (id: string) => bodyOf(api.POST("/api/llm-keys/{key_id}/test", at(id))),
    set: async (body: AiSettingsWrite) => {
      await bodyOf(api.PUT("/api/ai/settings", { body }));
      await refresh();
    },
  };
}
