import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { ConversationView } from "../api/schema";
import type { Scope } from "../api/scope";
import { chatKey, giveTitle } from "./chatQueries";

/** Has a conversation named after its first answer, whoever saw that come. */
export function useTitle(scope: Scope, { id, isToBeNamed }: ConversationView): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isToBeNamed) return;
    void giveTitle(scope, id).then(() => queries.invalidateQueries({ queryKey: chatKey(scope) }));
  }, [scope, id, isToBeNamed, queries]);
}
