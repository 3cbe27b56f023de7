import { Loader, Paper, Stack, Text } from "@mantine/core";
import type { AgentRunView } from "../api/schema";
import type { Scope } from "../api/scope";
import { hasEnded } from "../runs/statuses";
import * as texts from "../texts/texts";
import { microsText } from "../ui/dollars";
import classes from "./AgentSteps.module.css";
import { ForkButton } from "./ForkButton";
import { StepHead } from "./StepHead";
import { ToolCallItem } from "./ToolCallItem";
import { isRefused, type ModelEntry, textOf } from "./timeline";

interface ModelStepProps {
  scope: Scope;
  run: AgentRunView;
  entry: ModelEntry;
  isLast: boolean;
}

const words = texts.agentRuns;

/** One answer of the model, what it cost, and the calls that it made. */
export function ModelStep({ scope, run, entry, isLast }: ModelStepProps) {
  const { step, answered, failed, calls, at } = entry;
  const text = answered === undefined ? "" : textOf(answered);
  const isOver = hasEnded(run.status);
  return (
    <Paper withBorder p="sm">
      <StepHead title={words.step(step)} at={at}>
        {isOver ? (
          <ForkButton scope={scope} run={run} step={step} label={words.fork} isSmall />
        ) : null}
      </StepHead>
      {answered === undefined ? null : (
        <Text size="sm" c="dimmed">
          {words.spent(
            answered.model,
            answered.tokens,
            answered.costMicros === null || answered.costMicros === undefined
              ? undefined
              : microsText(answered.costMicros),
          )}
        </Text>
      )}
      {answered === undefined && failed === undefined && !isOver ? <Loader size="sm" /> : null}
      {failed === undefined ? null : <Text c="var(--mantine-color-error)">{failed.words}</Text>}
      {text === "" ? null : <Text className={classes.text}>{text}</Text>}
      {calls.length === 0 ? null : (
        <Stack gap="sm" mt="xs" className={classes.calls}>
          {calls.map((call) => (
            <ToolCallItem
              key={call.id}
              scope={scope}
              call={call}
              isRefused={isRefused(call, isLast)}
            />
          ))}
        </Stack>
      )}
    </Paper>
  );
}
