/** Filters with a name. */

import { preferenceNamed } from "../../session/preferences";
import { type RunsSearch, readRunsSearch } from "../runsSearch";

export interface SavedView {
  readonly name: string;
  readonly search: RunsSearch;
}

const MOST = 20;
const views = preferenceNamed("runViews", viewsIn);

export const useSavedViews = views.use;

/** Keeps a view; one of the same name is replaced. */
export function saveView(view: SavedView): void {
  views.change((known) => [view, ...known.filter(({ name }) => name !== view.name)].slice(0, MOST));
}

export function removeView(removed: string): void {
  views.change((known) => known.filter(({ name }) => name !== removed));
}

function viewsIn(stored: unknown): readonly SavedView[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((view: unknown) => {
    if (typeof view !== "object" || view === null) return [];
    const { name, search } = view as Record<string, unknown>;
    if (typeof name !== "string" || typeof search !== "object" || search === null) return [];
    return [{ name, search: readRunsSearch(search as Record<string, unknown>) }];
  });
}
