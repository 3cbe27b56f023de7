import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { ConnectionDetail } from "../api/schema";
import { basedOn, versionAsShown } from "../api/versions";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { type ConnectionDraft, changeOf, draftOf } from "./connectionDraft";
import { connectionsKey, readConnection } from "./connectionQueries";

/** What can be done with a connection. A link that was just made is shown until it is closed. */
export function useConnectionChanges(connection: ConnectionDetail) {
  const scope = useScope();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [link, setLink] = useState<string>();
  const path = { connection: connection.connection_name };
  const api = inScope(scope);
  const onSettled = () => queries.invalidateQueries({ queryKey: connectionsKey(scope) });

  const refresh = useMutation({
    mutationFn: () =>
      bodyOf(api.POST("/api/oauth/connections/{connection}/refresh", { params: { path } })),
    onSettled,
  });
  const cancel = useMutation({
    mutationFn: () =>
      bodyOf(api.POST("/api/oauth/connections/{connection}/cancel", { params: { path } })),
    onSettled,
  });
  const makeLink = useMutation({
    mutationFn: () =>
      bodyOf(api.POST("/api/oauth/connections/{connection}/reconnect-link", { params: { path } })),
    onSuccess: ({ url }) => setLink(url),
  });
  return {
    refresh,
    cancel,
    makeLink,
    link,
    forgetLink: () => setLink(undefined),
    save: async (draft: ConnectionDraft, version: string) => {
      const params = { path, header: basedOn(version) };
      const body = changeOf(connection, draft);
      await bodyOf(api.PUT("/api/oauth/connections/{connection}", { params, body }));
      await onSettled();
    },
    remove: async () => {
      const read = () => readConnection(scope, connection.connection_name);
      const version = await versionAsShown(read, connection, draftOf, texts.edits.changedSince);
      const params = { path, header: basedOn(version) };
      await bodyOf(api.DELETE("/api/oauth/connections/{connection}", { params }));
      await navigate({ to: "/o/$organization/connections", params: { organization: scope } });
      await queries.invalidateQueries({ queryKey: [...connectionsKey(scope), "list"] });
    },
  };
}
