import { fuzzyRank } from "../../ui/fuzzy";

const MOST = 50;

/** The paths that fit what was typed, the best first: names count before the folders they are in. */
export function nearestPaths(paths: readonly string[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase();
  return paths
    .flatMap((path) => {
      const rank = rankOf(path, wanted);
      return rank === undefined ? [] : [{ path, rank }];
    })
    .toSorted((one, other) => one.rank - other.rank || one.path.length - other.path.length)
    .slice(0, MOST)
    .map(({ path }) => path);
}

function rankOf(path: string, typed: string): number | undefined {
  const byName = fuzzyRank(path.slice(path.lastIndexOf("/") + 1), typed);
  if (byName !== undefined) return byName;
  const byPath = fuzzyRank(path, typed);
  return byPath === undefined ? undefined : byPath + AFTER_NAMES;
}

const AFTER_NAMES = 10;
