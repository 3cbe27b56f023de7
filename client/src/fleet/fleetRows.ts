import type { FormField, JsonValue } from "../api/schema";
import { takesValue } from "../forms/answers/formField";
import * as texts from "../texts/texts";
import { csvOf } from "../ui/csv";
import { readCsv } from "../ui/readCsv";

export interface FleetRows {
  /** The organization of each row, as it was typed. */
  organizations: readonly string[];
  /** The names of the values that rows have. */
  columns: readonly string[];
  values: readonly Record<string, JsonValue>[];
  /** Why the table cannot be sent. */
  fault?: string | undefined;
}

const ORGANIZATION = ["organization", "organisation", "customer", "org"];

/**
 * A pasted table as rows of a fleet run: a column of organizations, and columns of values. Rows
 * without that column are of the only organization that there can be.
 */
export function rowsOf(text: string, fields: readonly FormField[], only?: string): FleetRows {
  const [heading = [], ...lines] = readCsv(text);
  const at = heading.findIndex((one) => ORGANIZATION.includes(one.toLowerCase()));
  const faults: string[] = at < 0 && only === undefined ? [texts.fleet.noOrganizationColumn] : [];
  const columns = heading.map((title) => fieldNamed(fields, title));
  const strangers = heading.filter((_, column) => column !== at && columns[column] === undefined);
  if (fields.length > 0 && strangers.length > 0) faults.push(texts.fleet.unknownColumns(strangers));
  const values = lines.map((line, number) => {
    const found: [string, JsonValue][] = [];
    line.forEach((cell, column) => {
      const field = columns[column];
      if (field === undefined || column === at || cell === "") return;
      const value = cellValue(field, cell);
      if (value === undefined) faults.push(texts.fleet.wrongCell(number + 1, field.name, cell));
      else found.push([field.name, value]);
    });
    return Object.fromEntries(found);
  });
  return {
    organizations: lines.map((line) => line[at] ?? only ?? ""),
    columns: columns.flatMap((field, column) => (field && column !== at ? [field.name] : [])),
    values,
    fault: faults[0],
  };
}

/** A table without values: its heading, and a line for the organization if one is given. */
export function emptyTable(
  fields: readonly FormField[],
  organization?: string,
  only?: string,
): string {
  const names = fields.filter(takesValue).map(({ name }) => name);
  if (only !== undefined) return csvOf(names, []);
  const line = organization === undefined ? [] : [[organization, ...names.map(() => "")]];
  return csvOf(["organization", ...names], line);
}

/** The field that a heading names, by its name or its label. */
export function fieldNamed(fields: readonly FormField[], title: string): FormField | undefined {
  const wanted = title.toLowerCase();
  return fields.find(
    ({ name, label }) => name.toLowerCase() === wanted || label?.toLowerCase() === wanted,
  );
}

/** The value that a cell says; undefined if it is none of the field's kind. */
export function cellValue(field: FormField, cell: string): JsonValue | undefined {
  if (field.type === "number") {
    const number = Number(cell);
    return Number.isFinite(number) ? number : undefined;
  }
  if (field.type === "checkbox") {
    if (/^(true|yes|1)$/i.test(cell)) return true;
    return /^(false|no|0)$/i.test(cell) ? false : undefined;
  }
  if (field.type === "multi_select") return cell.split("|").map((one) => one.trim());
  return field.type === "textarea" ? jsonOrText(cell) : cell;
}

/** Lists and objects are typed as JSON, and other long texts as they are. */
function jsonOrText(cell: string): JsonValue {
  if (!/^[[{]/.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}
