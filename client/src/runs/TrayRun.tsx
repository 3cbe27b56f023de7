import { Group, Text } from "@mantine/core";
import type { ExecutionSummary } from "../api/schema";
import type { Scope } from "../api/scope";
import { StatusBadge } from "../ui/StatusBadge";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import { runScope } from "./runScope";

interface TrayRunProps {
  scope: Scope;
  run: ExecutionSummary;
  onOpen: () => void;
}

export function TrayRun({ scope, run, onOpen }: TrayRunProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs">
      <div>
        <TextLink
          to="/o/$organization/runs/$executionId"
          params={{ organization: runScope(scope, run), executionId: run.executionId }}
          onClick={onOpen}
        >
          {run.workflowName}
        </TextLink>
        <Text size="xs" c="dimmed">
          <TimeText at={run.createdAt} />
        </Text>
      </div>
      <StatusBadge status={run.status} />
    </Group>
  );
}
