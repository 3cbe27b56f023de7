/** A result that is a list of objects can be shown as a table. */

export interface ResultRows {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

const LOOKED_AT = 200;
const MOST_COLUMNS = 40;

/** The rows and columns of a list of objects; undefined for every other value. */
export function rowsOf(value: unknown): ResultRows | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return undefined;
  const columns = new Set(value.slice(0, LOOKED_AT).flatMap((row) => Object.keys(row)));
  return { columns: [...columns].slice(0, MOST_COLUMNS), rows: value };
}

/** The rows that contain a text, in the order of a column. */
export function arranged(
  { columns, rows }: ResultRows,
  filter: string,
  sort: { column: string; isDown: boolean } | undefined,
): ResultRows["rows"] {
  const wanted = filter.toLowerCase();
  const found = rows.filter((row) =>
    columns.some((column) => cellText(row[column]).toLowerCase().includes(wanted)),
  );
  if (sort === undefined) return found;
  const sign = sort.isDown ? -1 : 1;
  return found.sort((one, other) => sign * compared(one[sort.column], other[sort.column]));
}

export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function compared(one: unknown, other: unknown): number {
  if (typeof one === "number" && typeof other === "number") return one - other;
  return cellText(one).localeCompare(cellText(other), "en", { numeric: true });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
