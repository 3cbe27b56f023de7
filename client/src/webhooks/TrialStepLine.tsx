import { Badge, Group, Text } from "@mantine/core";
import type { TrialStep } from "../api/schema";
import * as texts from "../texts/texts";

const words = texts.webhooks;

const COLOURS = { passed: "green", failed: "red", skipped: "gray" } as const;

interface TrialStepLineProps {
  step: TrialStep;
}

/** One step of a check, and what came of it. */
export function TrialStepLine({ step }: TrialStepLineProps) {
  const names: Record<string, string> = words.steps;
  return (
    <Group gap={6}>
      <Badge color={COLOURS[step.outcome]}>{words.stepOutcomes[step.outcome]}</Badge>
      <span>{names[step.name] ?? step.name}</span>
      {step.message ? <Text c="dimmed">{step.message}</Text> : null}
    </Group>
  );
}
