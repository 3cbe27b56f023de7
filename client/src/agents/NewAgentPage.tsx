import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { bodyOf, inScope } from "../api/client";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { AgentEditor } from "./AgentEditor";
import { type AgentDraft, agentOf, NEW_AGENT } from "./agentDraft";
import { agentsKey } from "./agentQueries";

/** Makes an agent, and leads to its page. */
export function NewAgentPage() {
  const scope = useScope();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: (draft: AgentDraft) =>
      bodyOf(inScope(scope).POST("/api/agents", { body: agentOf(draft) })),
    onSuccess: async ({ id = "" }) => {
      await queries.invalidateQueries({ queryKey: agentsKey(scope) });
      await navigate({
        to: "/o/$organization/agents/$agentId",
        params: { organization: scope, agentId: id },
      });
    },
  });
  return (
    <Page title={texts.agents.add} says={texts.agents.newSays}>
      <AgentEditor
        scope={scope}
        initial={NEW_AGENT}
        isPending={saving.isPending}
        error={saving.error}
        onSave={(draft) => saving.mutate(draft)}
      />
    </Page>
  );
}
