/** Filters with a name, kept by this browser. */

import { recall, remember } from "../../ui/storage";
import { type RunsSearch, readRunsSearch } from "../runsSearch";

export interface SavedView {
  readonly name: string;
  readonly search: RunsSearch;
}

const NAME = "runViews";
const MOST = 20;

export function savedViews(): SavedView[] {
  return (recall(NAME, Array.isArray) ?? []).flatMap((view: unknown) => {
    if (typeof view !== "object" || view === null) return [];
    const { name, search } = view as Record<string, unknown>;
    if (typeof name !== "string" || typeof search !== "object" || search === null) return [];
    return [{ name, search: readRunsSearch(search as Record<string, unknown>) }];
  });
}

/** Keeps a view; one of the same name is replaced. */
export function saveView(view: SavedView): SavedView[] {
  const others = savedViews().filter(({ name }) => name !== view.name);
  const views = [view, ...others].slice(0, MOST);
  remember(NAME, views);
  return views;
}

export function removeView(removed: string): SavedView[] {
  const views = savedViews().filter(({ name }) => name !== removed);
  remember(NAME, views);
  return views;
}
