import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { Agent } from "../api/schema";
import type { Scope } from "../api/scope";
import { basedOn } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { DataTable } from "../ui/DataTable";
import { Loaded } from "../ui/Loaded";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { agentDraftOf, agentOf } from "./agentDraft";
import { agentsKey, agentVersionsQuery } from "./agentQueries";
import { VersionDiff } from "./VersionDiff";

interface AgentVersionsProps {
  scope: Scope;
  agentId: string;
  /** What a restored version is based on. */
  version: string;
  mayRestore: boolean;
}

const words = texts.agents;

/** Every save of an agent, the newest first; an older one can be saved again. */
export function AgentVersions({ scope, agentId, version, mayRestore }: AgentVersionsProps) {
  const [isAsked, setIsAsked] = useState(false);
  const versions = useQuery({ ...agentVersionsQuery(scope, agentId), enabled: isAsked });
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Agent>();

  async function restore(agent: Agent) {
    await bodyOf(
      inScope(scope).PUT("/api/agents/{agent_id}", {
        params: { path: { agent_id: agentId }, header: basedOn(version) },
        body: agentOf(agentDraftOf(agent)),
      }),
    );
    await queries.invalidateQueries({ queryKey: agentsKey(scope) });
  }

  if (!isAsked) {
    return (
      <div>
        <Button onClick={() => setIsAsked(true)}>{words.showVersions}</Button>
      </div>
    );
  }
  return (
    <Loaded query={versions}>
      {(found) => (
        <>
          <DataTable
            label={words.versions}
            columns={columnsOf(found[0]?.version, setChosen)}
            rows={found}
            keyOf={(one) => String(one.version)}
          />
          {chosen === undefined || found[0] === undefined ? null : (
            <ConfirmDialog
              opened
              title={words.versionTitle(chosen.version)}
              organization={organization}
              verb={mayRestore ? words.restore(chosen.version) : texts.common.close}
              onConfirm={async () => (mayRestore ? restore(chosen) : undefined)}
              onClose={() => setChosen(undefined)}
            >
              <VersionDiff before={chosen} now={found[0]} />
            </ConfirmDialog>
          )}
        </>
      )}
    </Loaded>
  );
}

function columnsOf(
  newest: number | undefined,
  onChoose: (agent: Agent) => void,
): readonly Column<Agent>[] {
  return [
    {
      key: "version",
      header: words.version,
      isTitle: true,
      cell: ({ version }) =>
        version === newest ? words.versionNow(version) : words.versionOf(version),
    },
    {
      key: "saved",
      header: words.saved,
      cell: ({ updatedAt, createdAt }) => <TimeText at={updatedAt ?? createdAt} />,
    },
    {
      key: "look",
      header: words.compare,
      isAction: true,
      cell: (agent) =>
        agent.version === newest ? null : (
          <Button
            size="compact-sm"
            aria-label={words.compareWith(agent.version)}
            onClick={() => onChoose(agent)}
          >
            {words.compare}
          </Button>
        ),
    },
  ];
}
