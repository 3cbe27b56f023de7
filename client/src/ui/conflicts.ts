import type { Compared } from "./fields";

/** One thing of which there are two versions. */
export interface Difference {
  label: string;
  theirs: string;
  mine: string;
}

/** Where two drafts of one thing differ, in the order of the first. */
export function differencesOf(
  theirs: readonly Compared[],
  mine: readonly Compared[],
): Difference[] {
  const own = new Map(mine.map(({ label, text }) => [label, text]));
  return theirs.flatMap(({ label, text }) => {
    const other = own.get(label) ?? "";
    return other === text ? [] : [{ label, theirs: text, mine: other }];
  });
}
