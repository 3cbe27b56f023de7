import { Badge } from "@mantine/core";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";
import { AuditDetails } from "./AuditDetails";
import type { Folded, Outcome } from "./foldEntries";

interface AuditTableProps {
  entries: readonly Folded[];
  /** The first entry at which the chain is broken, if it was verified and is. */
  broken: number | undefined;
}

const COLOURS: Record<Outcome, string> = {
  succeeded: "green",
  failed: "red",
  refused: "yellow",
  unknown: "gray",
};

const columnsOf = (broken: number | undefined): readonly Column<Folded>[] => [
  {
    key: "did",
    header: texts.audit.did,
    isTitle: true,
    cell: ({ entry: { operation } }) => operation,
  },
  { key: "at", header: texts.audit.at, cell: ({ entry: { at } }) => <TimeText at={at} /> },
  { key: "who", header: texts.audit.who, cell: ({ entry: { actor } }) => actor.name },
  {
    key: "object",
    header: texts.audit.toWhat,
    cell: ({ entry: { objectKind, objectId } }) => [objectKind, objectId].join(" ").trim(),
  },
  {
    key: "outcome",
    header: texts.audit.outcome,
    cell: ({ outcome }) => (
      <Badge color={COLOURS[outcome]} miw="max-content">
        {texts.audit.outcomes[outcome]}
      </Badge>
    ),
  },
  {
    key: "details",
    header: texts.audit.details,
    cell: ({ entry }) => (
      <>
        {entry.sequence === broken ? (
          <Badge color="red" miw="max-content">
            {texts.audit.brokenHere}
          </Badge>
        ) : null}
        <AuditDetails entry={entry} />
      </>
    ),
  },
];

/** One line for each change. */
export function AuditTable({ entries, broken }: AuditTableProps) {
  return (
    <DataTable
      label={texts.audit.title}
      columns={columnsOf(broken)}
      rows={entries}
      keyOf={({ entry }) => String(entry.sequence)}
    />
  );
}
