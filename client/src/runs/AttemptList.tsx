import { List, Text } from "@mantine/core";
import type { PastAttempt } from "../api/schema";
import * as texts from "../texts/texts";
import { TimeText } from "../ui/TimeText";

interface AttemptListProps {
  attempts: readonly PastAttempt[];
}

/** The attempts before the last one, and why each failed. */
export function AttemptList({ attempts }: AttemptListProps) {
  return (
    <List type="ordered">
      {attempts.map((attempt) => (
        <List.Item key={attempt.id}>
          <Text span>
            {attempt.errorMessage ?? attempt.errorType ?? texts.runs.failedWithoutReason}
          </Text>{" "}
          <TimeText at={attempt.endedAt} />
        </List.Item>
      ))}
    </List>
  );
}
