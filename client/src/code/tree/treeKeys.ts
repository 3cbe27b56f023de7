/** The keys of the tree of files, on the rows as they are drawn. */

import type { KeyboardEvent } from "react";

const ROW = "[data-path]";

export interface TreeKeyActions {
  onRename: (path: string) => void;
  onRemove: (path: string) => void;
}

/** Arrows move and unfold, F2 renames or moves, Delete asks and deletes; Enter is the row's own. */
export function pressTreeKey(event: KeyboardEvent<HTMLElement>, actions: TreeKeyActions): void {
  const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(ROW) : null;
  if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const path = row.dataset.path ?? "";
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(ROW)];
  const act = actOf(event.key, path, row, rows, actions);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function actOf(
  key: string,
  path: string,
  row: HTMLElement,
  rows: readonly HTMLElement[],
  actions: TreeKeyActions,
): (() => void) | undefined {
  const at = rows.indexOf(row);
  const unfolded = row.getAttribute("aria-expanded");
  switch (key) {
    case "ArrowDown":
      return () => rows[at + 1]?.focus();
    case "ArrowUp":
      return () => rows[at - 1]?.focus();
    case "Home":
      return () => rows[0]?.focus();
    case "End":
      return () => rows.at(-1)?.focus();
    case "ArrowRight":
      return () => (unfolded === "false" ? row.click() : unfolded && rows[at + 1]?.focus());
    case "ArrowLeft":
      return () => (unfolded === "true" ? row.click() : folderRow(path, rows)?.focus());
    case "F2":
      return () => actions.onRename(path);
    case "Delete":
      return () => actions.onRemove(path);
    default:
      return undefined;
  }
}

function folderRow(path: string, rows: readonly HTMLElement[]): HTMLElement | undefined {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
  return rows.find((one) => one.dataset.path === folder);
}
