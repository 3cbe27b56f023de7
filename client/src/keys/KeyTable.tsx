import { Badge, Code, Text } from "@mantine/core";
import { useState } from "react";
import type { ApiKeyView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { useNow } from "../ui/useNow";
import { KeyActions } from "./KeyActions";
import { KeyOnce } from "./KeyOnce";
import { type KeyState, sorted, stateOf } from "./keyState";

interface KeyTableProps {
  keys: readonly ApiKeyView[];
}

const COLOURS: Record<KeyState, string> = { valid: "green", expired: "gray", revoked: "gray" };

function columnsOf(now: Date, onMade: (made: ApiKeyView) => void): readonly Column<ApiKeyView>[] {
  return [
    {
      key: "description",
      header: texts.apiKeys.key,
      isTitle: true,
      cell: ({ description, maskedKey }) => (
        <div>
          {description === "" ? null : <Text fw={500}>{description}</Text>}
          <Code>{`${maskedKey.slice(0, 12)}…`}</Code>
        </div>
      ),
    },
    {
      key: "workflows",
      header: texts.apiKeys.workflows,
      cell: ({ workflows }) => workflows.join(", ") || texts.apiKeys.allWorkflows,
    },
    {
      key: "networks",
      header: texts.apiKeys.networks,
      cell: ({ networks }) => networks.join(", ") || texts.apiKeys.anywhere,
    },
    {
      key: "expiry",
      header: texts.apiKeys.expiry,
      cell: ({ expiresAt }) =>
        expiresAt === null ? texts.apiKeys.never : <TimeText at={expiresAt} />,
    },
    {
      key: "used",
      header: texts.apiKeys.lastUsed,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? texts.apiKeys.unused : <TimeText at={lastUsedAt} />,
    },
    {
      key: "state",
      header: texts.apiKeys.state,
      cell: (key) => {
        const state = stateOf(key, now);
        return <Badge color={COLOURS[state]}>{texts.apiKeys[state]}</Badge>;
      },
    },
    {
      key: "actions",
      header: texts.apiKeys.actions,
      isAction: true,
      cell: (key) =>
        stateOf(key, now) === "valid" ? <KeyActions apiKey={key} onMade={onMade} /> : null,
    },
  ];
}

export function KeyTable({ keys }: KeyTableProps) {
  const now = useNow();
  const [made, setMade] = useState<ApiKeyView>();
  return (
    <>
      <DataTable
        label={texts.apiKeys.title}
        columns={columnsOf(now, setMade)}
        rows={sorted(keys, now)}
        keyOf={({ id }) => id}
      />
      <KeyOnce made={made} onClose={() => setMade(undefined)} />
    </>
  );
}
