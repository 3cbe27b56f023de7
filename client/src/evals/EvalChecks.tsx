import { List, Stack, Text } from "@mantine/core";
import type { EvalScore } from "../api/schema";
import * as texts from "../texts/texts";

const words = texts.evals;

/** What was expected of a case, and what was found where it did not hold. */
export function EvalChecks({ checks }: { checks: NonNullable<EvalScore["checks"]> }) {
  return (
    <List size="sm" listStyleType="none">
      {checks.map(({ check, hasPassed, found }) => (
        <List.Item key={check}>
          <Stack gap={0}>
            <Text size="sm" fw={hasPassed ? 400 : 600}>
              {hasPassed ? "✓" : "✗"} {check}
            </Text>
            {hasPassed || !found ? null : (
              <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
                {words.found(found)}
              </Text>
            )}
          </Stack>
        </List.Item>
      ))}
    </List>
  );
}
