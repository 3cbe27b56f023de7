/** Reads tables that people paste: comma-separated values as RFC 4180, or with `;` or tabs. */

const SEPARATORS = ["\t", ";", ","] as const;

/** The lines of a table, each a list of trimmed cells; empty lines are left out. */
export function readCsv(text: string): string[][] {
  const separator = separatorOf(text.split("\n", 1)[0] ?? "");
  const cells = new RegExp(` *(?:"((?:[^"]|"")*)" *|([^${separator}\n]*))(${separator}|\n|$)`, "g");
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.replaceAll("\r\n", "\n").matchAll(cells)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).trim());
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.some((cell) => cell !== ""));
}

/** The separator that a heading has most of. */
function separatorOf(heading: string): string {
  const count = (separator: string) => heading.split(separator).length;
  return SEPARATORS.reduce((best, one) => (count(one) > count(best) ? one : best), ",");
}
