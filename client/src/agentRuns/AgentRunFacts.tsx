import { Alert, Badge, Group } from "@mantine/core";
import type { AgentRunView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { microsText } from "../ui/dollars";
import { KeyValue } from "../ui/KeyValue";
import { shortId } from "../ui/shortId";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import { RunState } from "./RunState";

interface AgentRunFactsProps {
  scope: Scope;
  run: AgentRunView;
}

const words = texts.agentRuns;

/** How far a run is, what it cost, and what it read. */
export function AgentRunFacts({ scope, run }: AgentRunFactsProps) {
  const { errorType, errorMessage, limit, isTainted } = run;
  return (
    <>
      {errorMessage === null ? null : (
        <Alert color="red" title={errorType ?? undefined}>
          {errorMessage}
        </Alert>
      )}
      <KeyValue
        entries={[
          [
            words.status,
            <Group key="status" gap="xs">
              <RunState run={run} />
              {run.isDry ? <Badge color="blue">{words.dry}</Badge> : null}
            </Group>,
          ],
          [words.agent, agentLink(scope, run)],
          [words.who, run.executedByName || run.executedBy],
          [words.when, <TimeText key="when" at={run.createdAt} />],
          [words.cost, microsText(run.costMicros)],
          [words.tokens, run.tokens.toLocaleString("en")],
          [words.answers, String(run.steps)],
          [words.toolCalls, String(run.toolCalls)],
          [words.taint, isTainted ? words.tainted : words.clean],
          ...(limit === null ? [] : [[words.limit, limit] as const]),
          ...forkedFrom(scope, run),
        ]}
      />
    </>
  );
}

function agentLink(scope: Scope, { agentId, agentName, version }: AgentRunView) {
  const name = version === null ? agentName : words.versionOf(agentName, version);
  if (agentId === null) return name;
  return (
    <TextLink
      to="/o/$organization/agents/$agentId"
      params={{ organization: scope, agentId }}
      key="agent"
    >
      {name}
    </TextLink>
  );
}

function forkedFrom(scope: Scope, { forkedFrom: from, forkedAt }: AgentRunView) {
  if (from === null) return [];
  const link = (
    <TextLink
      to="/o/$organization/agent-runs/$runId"
      params={{ organization: scope, runId: from }}
      key="from"
    >
      {words.forkedAt(shortId(from), forkedAt ?? 1)}
    </TextLink>
  );
  return [[words.forked, link] as const];
}
