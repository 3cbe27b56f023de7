import { Badge, Group, Paper, Text } from "@mantine/core";
import type { Begun } from "../api/schema";
import * as texts from "../texts/texts";
import classes from "./AgentSteps.module.css";
import { StepHead } from "./StepHead";

interface BegunStepProps {
  begun: Begun;
  at: string;
}

const words = texts.agentRuns;

/** What the run was asked to do, and with which tools. */
export function BegunStep({ begun: { task, tools, isTainted }, at }: BegunStepProps) {
  return (
    <Paper withBorder p="sm">
      <StepHead title={words.task} at={at} />
      <Text className={classes.text}>{task === "" ? words.noTask : task}</Text>
      <Group gap="xs" mt="xs">
        <Text size="sm" c="dimmed">
          {words.toolsAre(tools?.map(({ name }) => name) ?? [])}
        </Text>
        {isTainted ? <Badge color="yellow">{words.taintedTask}</Badge> : null}
      </Group>
    </Paper>
  );
}
