import { Paper, Text } from "@mantine/core";
import type { Ended } from "../api/schema";
import * as texts from "../texts/texts";
import { JsonTree } from "../ui/JsonTree";
import classes from "./AgentSteps.module.css";
import { StepHead } from "./StepHead";

interface EndedStepProps {
  ended: Ended;
  at: string;
}

const words = texts.agentRuns;

/** The answer of a run, or why there is none. */
export function EndedStep({ ended: { fault, words: said, output }, at }: EndedStepProps) {
  return (
    <Paper withBorder p="sm">
      <StepHead title={fault === null ? words.answer : words.failed} at={at} />
      {fault === null ? null : (
        <Text c="var(--mantine-color-error)">{said === "" ? fault : said}</Text>
      )}
      {output === null || output === undefined ? null : typeof output === "string" ? (
        <Text className={classes.text}>{output}</Text>
      ) : (
        <JsonTree value={output} />
      )}
    </Paper>
  );
}
