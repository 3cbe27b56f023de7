import { Alert, Stack, Text } from "@mantine/core";
import type { ProviderTest } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";

interface TestOutcomeProps {
  error: Error | null;
  found: ProviderTest | undefined;
}

/** What came of a test: whether a sign-in would work, and what was asked. */
export function TestOutcome({ error, found }: TestOutcomeProps) {
  if (found === undefined) return error === null ? null : <ProblemAlert error={error} />;
  return (
    <Stack>
      <Alert role="status" color={found.passed ? "green" : "red"}>
        {found.passed ? texts.singleSignOn.works : texts.singleSignOn.fails}
      </Alert>
      {found.checks.map(({ name, message }) => (
        <Text key={name}>
          {texts.singleSignOn.checks[name] ?? name}: {message}
        </Text>
      ))}
    </Stack>
  );
}
