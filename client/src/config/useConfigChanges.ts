import { useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { basedOn } from "../api/versions";
import { useScope } from "../session/useScope";
import { bodyOfDraft, type ConfigDraft } from "./configDraft";
import { configQuery } from "./configQueries";

/** What can be done with the values of the scope. */
export function useConfigChanges() {
  const scope = useScope();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: configQuery(scope).queryKey });
  return {
    create: async (draft: ConfigDraft) => {
      await bodyOf(inScope(scope).POST("/api/config", { body: bodyOfDraft(draft) }));
      await refresh();
    },
    save: async (draft: ConfigDraft, version: string) => {
      const params = { header: basedOn(version) };
      await bodyOf(inScope(scope).POST("/api/config", { params, body: bodyOfDraft(draft) }));
      await refresh();
    },
    remove: async (key: string) => {
      await bodyOf(inScope(scope).DELETE("/api/config/{key}", { params: { path: { key } } }));
      await refresh();
    },
  };
}
