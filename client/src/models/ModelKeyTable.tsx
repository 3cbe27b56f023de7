import { Badge, Group } from "@mantine/core";
import type { LlmKeyView } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { ModelKeyActions } from "./ModelKeyActions";

interface ModelKeyTableProps {
  keys: readonly LlmKeyView[];
}

const words = texts.models;

const COLUMNS: readonly Column<LlmKeyView>[] = [
  {
    key: "provider",
    header: words.provider,
    isTitle: true,
    cell: ({ name, isDefault }) => (
      <Group gap="xs">
        {words.providers[name]}
        {isDefault ? <Badge color="gray">{words.default}</Badge> : null}
      </Group>
    ),
  },
  { key: "key", header: words.key, cell: ({ key }) => <code>{key}</code> },
  { key: "model", header: words.model, cell: ({ model }) => <code>{model}</code> },
  { key: "host", header: words.host, cell: ({ url }) => hostOf(url) },
  {
    key: "saved",
    header: words.saved,
    cell: ({ createdAt, updatedAt }) => <TimeText at={updatedAt ?? createdAt} />,
  },
  {
    key: "actions",
    header: words.actions,
    isAction: true,
    cell: (stored) => <ModelKeyActions stored={stored} />,
  },
];

/** The keys of a scope. */
export function ModelKeyTable({ keys }: ModelKeyTableProps) {
  return <DataTable label={words.keys} columns={COLUMNS} rows={keys} keyOf={({ id }) => id} />;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
