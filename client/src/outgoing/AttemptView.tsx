import { Group, Stack, Text } from "@mantine/core";
import type { DeliveryAttempt } from "../api/schema";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { TimeText } from "../ui/TimeText";

interface AttemptViewProps {
  attempt: DeliveryAttempt;
}

/** One attempt: when, how long, and what the receiver answered. */
export function AttemptView({ attempt }: AttemptViewProps) {
  const { number, at, milliseconds, status, error, answer } = attempt;
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={600}>{texts.outgoing.attempt(number)}</Text>
        <Text size="sm">
          {status === null ? texts.outgoing.noAnswer : texts.outgoing.answered(status)}
        </Text>
        <Text size="sm" c="dimmed">
          <TimeText at={at} />, {texts.outgoing.took(milliseconds)}
        </Text>
      </Group>
      {error === null ? null : <Text size="sm">{error}</Text>}
      {answer === null || answer === "" ? null : (
        <CodeBlock
          code={answer}
          label={texts.outgoing.answerLabel(number)}
          copyLabel={texts.outgoing.copy}
        />
      )}
    </Stack>
  );
}
