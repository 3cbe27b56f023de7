import { Group, Paper, Stack, Text } from "@mantine/core";
import type { ApprovalView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import { ApprovalForm } from "./ApprovalForm";
import { EffectsBadge } from "./EffectsBadge";

interface ApprovalCardProps {
  scope: Scope;
  approval: ApprovalView;
}

const words = texts.approvals;

/** What an agent asks before it calls a tool, and the two answers. */
export function ApprovalCard({ scope, approval }: ApprovalCardProps) {
  const { agentName, tool, effects, reason, askedByName, askedBy, askedAt, expiresAt } = approval;
  return (
    <Paper component="article" withBorder p="md" aria-label={words.asks(agentName, tool)}>
      <Stack gap="sm">
        <Group gap="xs">
          <Text fw={600}>{words.asks(agentName, tool)}</Text>
          <EffectsBadge effects={effects} />
        </Group>
        <Group gap="xs">
          <Text size="sm" c="dimmed" component="div">
            {words.startedBy(askedByName || askedBy)} <TimeText at={askedAt} />, {words.expires}{" "}
            <TimeText at={expiresAt} />
          </Text>
          <TextLink
            to="/o/$organization/agent-runs/$runId"
            params={{ organization: scope, runId: approval.run }}
            size="sm"
          >
            {words.itsRun}
          </TextLink>
        </Group>
        <Text size="sm">{reason === "tainted" ? words.tainted : words.policy}</Text>
        <ApprovalForm scope={scope} approval={approval} />
      </Stack>
    </Paper>
  );
}
