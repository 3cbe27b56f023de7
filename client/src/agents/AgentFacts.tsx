import { Alert, Badge, Text } from "@mantine/core";
import type { AgentView } from "../api/schema";
import * as texts from "../texts/texts";
import { dollarText } from "../ui/dollars";
import { KeyValue } from "../ui/KeyValue";
import classes from "./AgentFacts.module.css";

interface AgentFactsProps {
  agent: AgentView;
}

const words = texts.agents;

/** What an agent is told, who may run it, who approves, and its limits. */
export function AgentFacts({ agent }: AgentFactsProps) {
  const { isActive, missingTools, systemPrompt, roles, approverRoles } = agent;
  return (
    <>
      {agent.sourceFile === null ? null : <Text c="dimmed">{words.ofFile(agent.sourceFile)}</Text>}
      {missingTools.length === 0 ? null : (
        <Alert color="yellow" title={words.missing(missingTools.length)}>
          {words.missingSays(missingTools)}
        </Alert>
      )}
      <KeyValue
        entries={[
          [
            words.state,
            <Badge key="state" color={isActive ? "green" : "gray"}>
              {isActive ? words.active : words.inactive}
            </Badge>,
          ],
          [words.from, agent.isGlobal ? words.platform : words.own],
          [words.access, [words.levels[agent.accessLevel], ...roles].join(", ")],
          [words.approvers, [words.whoApproves[agent.approvers], ...approverRoles].join(", ")],
          [words.ownTools, ownToolsOf(agent)],
          [words.model, agent.llmModel ?? words.usualModel],
          [words.limits, limitsOf(agent)],
          [
            words.runDollars,
            agent.runDollars === null ? words.noLimit : dollarText(agent.runDollars),
          ],
          [
            words.monthlyDollars,
            agent.monthlyDollars === null ? words.noLimit : dollarText(agent.monthlyDollars),
          ],
          [words.version, String(agent.version)],
        ]}
      />
      {systemPrompt === "" ? null : (
        <section aria-label={words.instructions}>
          <pre className={classes.prompt}>{systemPrompt}</pre>
        </section>
      )}
    </>
  );
}

function ownToolsOf({ systemTools, knowledgeSources }: AgentView): string {
  if (systemTools.length === 0) return texts.common.none;
  return [...systemTools.map((name) => words.systemTools[name]), ...knowledgeSources].join(", ");
}

function limitsOf({ maxIterations, maxToolCalls, maxTokenBudget, maxRunTimeout }: AgentView) {
  return words.limitsAre(maxIterations, maxToolCalls, maxTokenBudget, maxRunTimeout);
}
