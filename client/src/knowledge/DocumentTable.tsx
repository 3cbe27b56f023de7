import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { DocumentImport, DocumentView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { ProblemAlert } from "../ui/ProblemAlert";
import { sizeText } from "../ui/sizeText";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { useDocuments, useSourceChanges } from "./knowledgeQueries";

interface DocumentTableProps {
  scope: Scope;
  namespace: string;
  /** Whether the source is the organization's own, so that its documents can be deleted. */
  isOwn: boolean;
}

const words = texts.knowledge;
const COLOURS = { waiting: "gray", indexing: "blue", ready: "green", failed: "red" } as const;

/** The documents of a source, and what became of them. */
export function DocumentTable({ scope, namespace, isOwn }: DocumentTableProps) {
  const documents = useDocuments(scope, namespace);
  const { forget, take } = useSourceChanges(scope, namespace);
  const organization = useOrganization(scope);
  const [asks, setAsks] = useState<DocumentView>();
  const columns = isOwn ? [...COLUMNS, actions(setAsks, take.mutate)] : COLUMNS;
  return (
    <Stack>
      {take.isError ? <ProblemAlert error={take.error} /> : null}
      <Loaded query={documents}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <EmptyState title={words.noDocuments} says={words.noDocumentsSays} />
          ) : (
            <DataTable
              label={words.document}
              columns={columns}
              rows={rows}
              keyOf={({ id }) => id}
            />
          );
        }}
      </Loaded>
      {documents.hasNextPage ? (
        <div>
          <Button
            onClick={() => void documents.fetchNextPage()}
            loading={documents.isFetchingNextPage}
          >
            {words.more}
          </Button>
        </div>
      ) : null}
      {asks === undefined ? null : (
        <ConfirmDialog
          opened
          title={words.removeDocument(asks.name)}
          organization={organization}
          verb={words.remove}
          danger
          onConfirm={() => forget.mutateAsync(asks.id)}
          onClose={() => setAsks(undefined)}
        >
          <Text>{words.removeSays}</Text>
        </ConfirmDialog>
      )}
    </Stack>
  );
}

const COLUMNS: readonly Column<DocumentView>[] = [
  { key: "name", header: words.document, isTitle: true, cell: ({ name }) => name },
  {
    key: "state",
    header: words.state,
    cell: ({ state, fault }) => (
      <Stack gap={4} align="flex-start">
        <Badge color={COLOURS[state]}>{words.states[state]}</Badge>
        {fault === null ? null : <Text size="sm">{fault}</Text>}
      </Stack>
    ),
  },
  { key: "passages", header: words.passages, isNumber: true, cell: ({ passages }) => passages },
  { key: "size", header: words.size, isNumber: true, cell: ({ size }) => sizeText(size) },
  { key: "added", header: words.added, cell: ({ addedAt }) => <TimeText at={addedAt} /> },
];

function actions(
  onAsk: (document: DocumentView) => void,
  onFetch: (page: DocumentImport) => void,
): Column<DocumentView> {
  return {
    key: "remove",
    header: words.remove,
    isAction: true,
    cell: (document) => (
      <Group gap="xs" justify="flex-end">
        {document.url ? (
          <Button
            size="compact-sm"
            onClick={() => onFetch({ url: document.url ?? "", trusted: document.trusted })}
            aria-label={words.fetchAgainOf(document.name)}
          >
            {words.fetchAgain}
          </Button>
        ) : null}
        <Button
          size="compact-sm"
          onClick={() => onAsk(document)}
          aria-label={words.removeDocument(document.name)}
        >
          {words.remove}
        </Button>
      </Group>
    ),
  };
}
