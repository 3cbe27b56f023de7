import { List, Stack } from "@mantine/core";
import type { TrialReport } from "../api/schema";
import { StartedResult } from "../subscriptions/StartedResult";
import * as texts from "../texts/texts";
import { Section } from "../ui/Section";
import { TrialStepLine } from "./TrialStepLine";

const words = texts.webhooks;

interface TrialResultProps {
  report: TrialReport;
}

/** Which step of a check failed, and what would start. */
export function TrialResult({ report }: TrialResultProps) {
  return (
    <Stack role="status">
      <List listStyleType="none">
        {report.steps.map((step) => (
          <List.Item key={step.name}>
            <TrialStepLine step={step} />
          </List.Item>
        ))}
      </List>
      {report.results?.length ? (
        <Section title={words.wouldStart}>
          {report.results.map((one) => (
            <StartedResult key={one.subscriptionId} result={one} />
          ))}
        </Section>
      ) : null}
    </Stack>
  );
}
