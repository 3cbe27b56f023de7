/** Files and folders that are dragged in the tree. */

import type { DragEvent } from "react";
import { isWithin } from "../openFiles";

/** Only what was dragged from the tree is taken: other pages drag texts, too. */
const KIND = "application/x-bifrost-path";

export function beginMove(event: DragEvent, path: string): void {
  event.dataTransfer.setData(KIND, path);
  event.dataTransfer.effectAllowed = "move";
}

export function allowMove(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(KIND)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Where what is dropped on a folder would be; undefined if it is there already, or cannot be. */
export function endMove(
  event: DragEvent,
  folder: string,
): { from: string; to: string } | undefined {
  const from = event.dataTransfer.getData(KIND);
  if (from === "") return undefined;
  event.preventDefault();
  event.stopPropagation();
  const to = movedPath(from, folder);
  return to === undefined ? undefined : { from, to };
}

export function movedPath(from: string, folder: string): string | undefined {
  const name = from.slice(from.lastIndexOf("/") + 1);
  const to = folder === "" ? name : `${folder}/${name}`;
  return to === from || isWithin(folder, from) ? undefined : to;
}
