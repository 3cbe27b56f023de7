import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import CircleAlert from "lucide-react/icons/circle-alert";
import { ApiProblem } from "../api/problems";
import * as texts from "../texts/texts";
import { CopyButton } from "./CopyButton";
import { sentence } from "./sentence";

interface ProblemAlertProps {
  error: Error;
  onRetry?: () => void;
}

/** What went wrong: the server's sentence first, then what to do, then the request id to copy. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const problem = error instanceof ApiProblem ? error : undefined;
  const details = problem?.details ?? [];
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<CircleAlert aria-hidden />}
      title={sentence(error.message) || texts.common.pageFailed}
    >
      <Stack gap="xs">
        {details.length === 0 ? null : (
          <List size="sm">
            {details.map((detail) => (
              <List.Item key={`${detail.location?.join(".")}: ${sentence(detail.message)}`}>
                {detail.message}
              </List.Item>
            ))}
          </List>
        )}
        <Group gap="xs">
          {onRetry === undefined ? null : (
            <Button size="xs" onClick={onRetry}>
              {texts.common.retry}
            </Button>
          )}
          {problem?.requestId === undefined ? null : (
            <Group gap={4} wrap="nowrap">
              <Text size="xs">{texts.common.requestId(problem.requestId)}</Text>
              <CopyButton value={problem.requestId} label={texts.common.copyRequestId} />
            </Group>
          )}
        </Group>
      </Stack>
    </Alert>
  );
}
