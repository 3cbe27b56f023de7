import type { Bar } from "./bars";
import { DataTable } from "./DataTable";

interface NumberTableProps {
  label: string;
  bars: readonly Bar[];
  headings: readonly [string, string, string];
}

/** The numbers of a chart. */
export function NumberTable({ label, bars, headings: [name, total, flawed] }: NumberTableProps) {
  return (
    <DataTable
      label={label}
      columns={[
        { key: "label", header: name, isTitle: true, cell: (bar: Bar) => bar.label },
        { key: "total", header: total, isNumber: true, cell: (bar: Bar) => bar.total },
        { key: "flawed", header: flawed, isNumber: true, cell: (bar: Bar) => bar.flawed },
      ]}
      rows={bars}
      keyOf={(bar) => bar.label}
    />
  );
}
