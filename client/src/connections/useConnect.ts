import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { bodyOf, inScope } from "../api/client";
import { useScope } from "../session/useScope";
import { onConnected, rememberConnecting } from "../ui/connecting";
import { connectionsKey } from "./connectionQueries";

const LOOK = "popup,width=560,height=720";

/** Leads a person to the provider's consent, in a window of its own or, if that is blocked, here. */
export function useConnect(connection: string) {
  const scope = useScope();
  const queries = useQueryClient();
  useEffect(
    () => onConnected(() => void queries.invalidateQueries({ queryKey: connectionsKey(scope) })),
    [queries, scope],
  );

  const begin = useMutation({
    mutationFn: async (popup: Window | null) => {
      const { pathname: address } = window.location;
      const path = { connection };
      const { authorization_url: url } = await bodyOf(
        inScope(scope).POST("/api/oauth/connections/{connection}/authorize", {
          params: { path },
          body: {},
        }),
      );
      rememberConnecting({ address, inPopup: popup !== null });
      if (popup === null) window.location.assign(url);
      else popup.location.replace(url);
      await queries.invalidateQueries({ queryKey: connectionsKey(scope) });
    },
    onError: (_, popup) => popup?.close(),
  });
  return {
    // The window is opened by the click itself: after an answer it would be blocked.
    connect: () => begin.mutate(window.open("about:blank", "_blank", LOOK)),
    isPending: begin.isPending,
    error: begin.error,
  };
}
