import { type Dispatch, useEffect } from "react";
import type { BuilderChange } from "./builderState";

/** Ctrl+Z and Ctrl+Y, but not while typing: there the browser's own undo works. */
export function useUndoKeys(change: Dispatch<BuilderChange>): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const kind = stepOf(event);
      if (kind === undefined || isTyping(event.target)) return;
      event.preventDefault();
      change({ kind });
    }
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [change]);
}

function stepOf(event: KeyboardEvent): "undo" | "redo" | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === "y") return "redo";
  if (key !== "z") return undefined;
  return event.shiftKey ? "redo" : "undo";
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isText = target instanceof HTMLInputElement && !["checkbox", "radio"].includes(target.type);
  return isText || target instanceof HTMLTextAreaElement || target.isContentEditable;
}
