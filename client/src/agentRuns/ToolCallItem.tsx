import { Badge, Group, Stack, Text } from "@mantine/core";
import type { Scope } from "../api/scope";
import { ApprovalOfCall } from "../approvals/ApprovalOfCall";
import { AskedCard } from "../chat/AskedCard";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";
import classes from "./AgentSteps.module.css";
import { OutcomeBadge } from "./OutcomeBadge";
import { argumentsText, type ToolCallEntry } from "./timeline";

interface ToolCallItemProps {
  scope: Scope;
  call: ToolCallEntry;
  isRefused: boolean;
}

const words = texts.agentRuns;

/** A call of a tool: its arguments, what a person said, its run, and its result. */
export function ToolCallItem({ scope, call, isRefused }: ToolCallItemProps) {
  const { name, asked, decided, question, executionId, ended } = call;
  // Whoever decides sees the arguments as they would be used.
  const isWaiting = asked !== undefined && decided === undefined && ended === undefined;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={500} ff="monospace">
          {name}
        </Text>
        <OutcomeBadge call={call} isRefused={isRefused} />
        {ended?.taints ? <Badge color="yellow">{words.taints}</Badge> : null}
        {executionId === undefined ? null : (
          <TextLink
            to="/o/$organization/runs/$executionId"
            params={{ organization: scope, executionId }}
            size="sm"
          >
            {words.childRun}
          </TextLink>
        )}
      </Group>
      {isWaiting ? null : (
        <pre className={classes.values}>{argumentsText(decided?.arguments ?? call.arguments)}</pre>
      )}
      {decided === undefined ? null : (
        <Text size="sm">
          {words.decided(words.decisions[decided.outcome], decided.words ?? "")}
        </Text>
      )}
      {isWaiting && asked !== undefined ? (
        <ApprovalOfCall scope={scope} approvalId={asked.approvalId} />
      ) : null}
      {question !== undefined && ended === undefined ? (
        <AskedCard scope={scope} tool={question} questionId={question.questionId} />
      ) : null}
      {ended === undefined ? null : <pre className={classes.values}>{ended.content}</pre>}
    </Stack>
  );
}
