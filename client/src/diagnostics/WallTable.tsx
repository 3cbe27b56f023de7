import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import type { Column } from "../ui/table";
import { StateBadge } from "./StateBadge";

interface WallTableProps {
  /** Null where no worker starts. */
  walls: Readonly<Record<string, boolean>> | null;
}

const words = texts.diagnostics;

type Wall = readonly [name: string, holds: boolean];

const COLUMNS: readonly Column<Wall>[] = [
  { key: "name", header: words.wall, isTitle: true, cell: ([name]) => name },
  {
    key: "state",
    header: words.state,
    cell: ([, holds]) => <StateBadge isWell={holds} says={holds ? words.holds : words.missing} />,
  },
  {
    key: "for",
    header: words.whatFor,
    cell: ([name, holds]) => (
      <>
        {words.layers[name]} {holds ? null : words.remedyOf(name)}
      </>
    ),
  },
];

/** Which layers of the sandbox hold on this machine, and what to do where one does not. */
export function WallTable({ walls }: WallTableProps) {
  if (walls === null) return <EmptyState title={words.noWalls} says={words.noWallsSay} />;
  return (
    <DataTable
      label={words.walls}
      columns={COLUMNS}
      rows={Object.entries(walls)}
      keyOf={([name]) => name}
    />
  );
}
