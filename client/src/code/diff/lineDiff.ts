import { matches } from "../mergedText";

/** A line of two texts that are compared, or a number of lines that both have and nobody needs. */
export type DiffRow =
  | { readonly kind: "same" | "removed" | "added"; readonly text: string; readonly line: number }
  | { readonly kind: "folded"; readonly count: number; readonly line: number };

type DiffLine = Exclude<DiffRow, { kind: "folded" }>;

/** How many lines around a change are shown. */
const CONTEXT = 3;

/** What leads from one text to the other, line by line; `line` counts in the text that has it. */
export function lineDiff(old: string, now: string): readonly DiffRow[] {
  return folded(linesOf(old, now));
}

/** How many lines were added and removed. */
export function sizeOfDiff(rows: readonly DiffRow[]): { added: number; removed: number } {
  const count = (kind: DiffRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
}

function linesOf(old: string, now: string): DiffLine[] {
  const [before, after] = [splitLines(old), splitLines(now)];
  const places = matches(before, after);
  const rows: DiffLine[] = [];
  let next = 0;
  const addUntil = (place: number) => {
    for (; next < place; next += 1) {
      rows.push({ kind: "added", text: after[next] ?? "", line: next + 1 });
    }
  };
  before.forEach((text, at) => {
    const place = places[at];
    if (place === undefined) rows.push({ kind: "removed", text, line: at + 1 });
    else {
      addUntil(place);
      rows.push({ kind: "same", text, line: place + 1 });
      next = place + 1;
    }
  });
  addUntil(after.length);
  return rows;
}

/** An empty text has no lines. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split("\n");
}

function folded(rows: readonly DiffLine[]): DiffRow[] {
  const isShown = rows.map(() => false);
  rows.forEach(({ kind }, at) => {
    if (kind === "same") return;
    isShown.fill(true, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  });
  const found: DiffRow[] = [];
  rows.forEach((row, at) => {
    const last = found.at(-1);
    if (isShown[at] === true) found.push(row);
    else if (last?.kind === "folded") found[found.length - 1] = { ...last, count: last.count + 1 };
    else found.push({ kind: "folded", count: 1, line: row.line });
  });
  return found;
}
