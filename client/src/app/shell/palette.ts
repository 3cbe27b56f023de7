import { fuzzyRank } from "../../ui/fuzzy";

export type PaletteKind = "page" | "form" | "workflow" | "organization" | "run" | "action";

/** Something that the palette leads to or does. */
export interface PaletteEntry {
  id: string;
  kind: PaletteKind;
  label: string;
  /** More words that find it. */
  also?: string;
  run: () => void;
}

const KINDS: readonly PaletteKind[] = ["page", "form", "workflow", "run", "organization", "action"];
const PREFIXES: Readonly<Record<string, PaletteKind>> = {
  ">": "action",
  "@": "organization",
  "#": "run",
};
const MOST = 40;

/** The entries that fit, best first in each kind; a prefix (`>`, `@`, `#`) keeps one kind. */
export function paletteGroups(
  entries: readonly PaletteEntry[],
  typed: string,
): { kind: PaletteKind; entries: PaletteEntry[] }[] {
  const only = PREFIXES[typed.slice(0, 1)];
  const words = (only === undefined ? typed : typed.slice(1)).trim().toLowerCase();
  const found = entries
    .filter(({ kind }) => only === undefined || kind === only)
    .flatMap((entry) => {
      const rank = rankOf(entry, words);
      return rank === undefined ? [] : [{ entry, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ entry }) => entry);
  // The group with the best entry comes first, so that Enter takes it.
  const kinds = words === "" ? KINDS : [...new Set(found.map(({ kind }) => kind))];
  return kinds
    .map((kind) => ({ kind, entries: found.filter((entry) => entry.kind === kind) }))
    .filter((group) => group.entries.length > 0);
}

function rankOf(entry: PaletteEntry, words: string): number | undefined {
  const rank = fuzzyRank(entry.label, words);
  if (rank !== undefined || entry.also === undefined) return rank;
  return entry.also.toLowerCase().includes(words) ? 2.5 : undefined;
}
