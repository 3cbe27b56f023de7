import { useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import type { Config } from "../api/schema";
import { basedOn, versionAsShown } from "../api/versions";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { bodyOfDraft, type ConfigDraft, draftOf } from "./configDraft";
import { configQuery, readConfig } from "./configQueries";

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
    remove: async (shown: Config) => {
      const { key } = shown;
      const read = () => readConfig(scope, key);
      const version = await versionAsShown(read, shown, draftOf, texts.edits.changedSince);
      const params = { path: { key }, header: basedOn(version) };
      await bodyOf(inScope(scope).DELETE("/api/config/{key}", { params }));
      await refresh();
    },
  };
}
