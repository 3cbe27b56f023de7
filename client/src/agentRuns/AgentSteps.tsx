import { Stack, Text } from "@mantine/core";
import type { AgentRunView, StepView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import classes from "./AgentSteps.module.css";
import { BegunStep } from "./BegunStep";
import { EndedStep } from "./EndedStep";
import { ModelStep } from "./ModelStep";
import { timelineOf } from "./timeline";

interface AgentStepsProps {
  scope: Scope;
  run: AgentRunView;
  steps: readonly StepView[];
}

/** The timeline of a run: its task, each answer with its calls, and its end. */
export function AgentSteps({ scope, run, steps }: AgentStepsProps) {
  const entries = timelineOf(steps);
  if (entries.length === 0) return <Text c="dimmed">{texts.agentRuns.notBegun}</Text>;
  return (
    <Stack component="ol" gap="sm" className={classes.timeline}>
      {entries.map((entry, at) => (
        <li key={`${entry.kind} ${entry.kind === "model" ? entry.step : ""}`}>
          {entry.kind === "begun" ? (
            <BegunStep begun={entry.begun} at={entry.at} />
          ) : entry.kind === "ended" ? (
            <EndedStep ended={entry.ended} at={entry.at} />
          ) : (
            <ModelStep scope={scope} run={run} entry={entry} isLast={at === entries.length - 1} />
          )}
        </li>
      ))}
    </Stack>
  );
}
