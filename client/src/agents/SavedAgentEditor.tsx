import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { AgentView } from "../api/schema";
import type { Scope } from "../api/scope";
import { basedOn, isOutdated, type Versioned } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import { ConflictDialog } from "../ui/ConflictDialog";
import { AgentEditor } from "./AgentEditor";
import { comparedAgent } from "./agentDifferences";
import { type AgentDraft, agentDraftOf, agentOf } from "./agentDraft";
import { agentsKey, readAgent } from "./agentQueries";

interface SavedAgentEditorProps {
  scope: Scope;
  agentId: string;
  found: Versioned<AgentView>;
}

/** The builder over a saved agent; if another user saved meanwhile, both are shown. */
export function SavedAgentEditor({ scope, agentId, found }: SavedAgentEditorProps) {
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [base, setBase] = useState(found);
  const [theirs, setTheirs] = useState<Versioned<AgentView>>();
  const [mine, setMine] = useState(() => agentDraftOf(found.thing));

  async function put(draft: AgentDraft, version: string) {
    await bodyOf(
      inScope(scope).PUT("/api/agents/{agent_id}", {
        params: { path: { agent_id: agentId }, header: basedOn(version) },
        body: agentOf(draft),
      }),
    );
    await queries.invalidateQueries({ queryKey: agentsKey(scope) });
    await navigate({
      to: "/o/$organization/agents/$agentId",
      params: { organization: scope, agentId },
    });
  }

  const saving = useMutation({
    mutationFn: (draft: AgentDraft) => {
      setMine(draft);
      return put(draft, base.version);
    },
    onError: async (error) => {
      if (isOutdated(error)) setTheirs(await readAgent(scope, agentId));
    },
  });

  function takeTheirs(taken: Versioned<AgentView>) {
    setBase(taken);
    setTheirs(undefined);
    saving.reset();
  }

  return (
    <>
      <AgentEditor
        key={base.version}
        scope={scope}
        agentId={agentId}
        initial={agentDraftOf(base.thing)}
        isPending={saving.isPending}
        error={saving.error}
        onSave={(draft) => saving.mutate(draft)}
      />
      {theirs === undefined ? null : (
        <ConflictDialog
          organization={organization}
          theirs={comparedAgent(agentDraftOf(theirs.thing))}
          mine={comparedAgent(mine)}
          onTakeTheirs={() => takeTheirs(theirs)}
          onWriteMine={() => put(mine, theirs.version)}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </>
  );
}
