import type { Dependency } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import type { Column } from "../ui/table";
import { StateBadge } from "./StateBadge";

interface DependencyTableProps {
  dependencies: readonly Dependency[];
}

const words = texts.diagnostics;

const COLUMNS: readonly Column<Dependency>[] = [
  { key: "name", header: words.dependency, isTitle: true, cell: ({ name }) => name },
  {
    key: "state",
    header: words.state,
    cell: ({ error }) => <StateBadge isWell={error === null} says={error ?? words.answers} />,
  },
  {
    key: "latency",
    header: words.latency,
    isNumber: true,
    cell: ({ latencyMs }) => words.milliseconds(latencyMs),
  },
];

/** The services that the platform depends on, and how fast they answer. */
export function DependencyTable({ dependencies }: DependencyTableProps) {
  return (
    <DataTable
      label={words.dependencies}
      columns={COLUMNS}
      rows={dependencies}
      keyOf={({ name }) => name}
    />
  );
}
