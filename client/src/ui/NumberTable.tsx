import type { Bar } from "./bars";
import { DataTable } from "./DataTable";

interface NumberTableProps {
  label: string;
  bars: readonly Bar[];
  headings: readonly [string, string, string];
  amount: (value: number) => string;
}

/** The numbers of a chart. */
export function NumberTable(props: NumberTableProps) {
  const { label, bars, headings, amount } = props;
  const [name, total, flawed] = headings;
  return (
    <DataTable
      label={label}
      columns={[
        { key: "label", header: name, isTitle: true, cell: (bar: Bar) => bar.label },
        { key: "total", header: total, isNumber: true, cell: (bar: Bar) => amount(bar.total) },
        { key: "flawed", header: flawed, isNumber: true, cell: (bar: Bar) => amount(bar.flawed) },
      ]}
      rows={bars}
      keyOf={(bar) => bar.label}
    />
  );
}
