import { Badge, Text } from "@mantine/core";
import type { ApprovalState, ApprovalView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { visibleJson } from "./visibleJson";

interface ApprovalTableProps {
  scope: Scope;
  approvals: readonly ApprovalView[];
}

const words = texts.approvals;

const COLOURS: Record<ApprovalState, string> = {
  pending: "gray",
  approved: "green",
  consumed: "green",
  denied: "red",
  void: "gray",
};

/** What people were asked, and what they said. */
export function ApprovalTable({ scope, approvals }: ApprovalTableProps) {
  return (
    <DataTable
      label={words.history}
      columns={columnsOf(scope)}
      rows={approvals}
      keyOf={({ id }) => id}
    />
  );
}

function columnsOf(scope: Scope): readonly Column<ApprovalView>[] {
  return [
    {
      key: "asked",
      header: words.question,
      isTitle: true,
      cell: ({ agentName, tool, run }) => (
        <TextLink
          to="/o/$organization/agent-runs/$runId"
          params={{ organization: scope, runId: run }}
        >
          {words.asks(agentName, tool)}
        </TextLink>
      ),
    },
    {
      key: "arguments",
      header: words.arguments,
      cell: (one) => (
        <Text size="sm" ff="monospace" lineClamp={2}>
          {visibleJson(one.arguments)}
        </Text>
      ),
    },
    {
      key: "state",
      header: words.state,
      cell: (one) => (
        <>
          <Badge color={COLOURS[one.state]}>{stateText(one)}</Badge>
          {one.words === "" ? null : (
            <Text size="sm" c="dimmed">
              {one.words}
            </Text>
          )}
        </>
      ),
    },
    { key: "by", header: words.by, cell: (one) => one.decidedByName ?? one.decidedBy },
    {
      key: "when",
      header: words.when,
      cell: ({ decidedAt, expiresAt }) => <TimeText at={decidedAt ?? expiresAt} />,
    },
  ];
}

function stateText({ state, isExpired, isEdited }: ApprovalView): string {
  if (isExpired) return words.expired;
  return isEdited ? words.edited(words.states[state]) : words.states[state];
}
