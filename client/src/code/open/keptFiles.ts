/** The files that were open, kept in this browser; what was not saved, in this tab. */

import { forgetDraft, keepDraft, readDraft } from "../../ui/drafts";
import { recall, remember } from "../../ui/storage";
import { isDirty, type OpenFile } from "../openFiles";

const NAME = "code.tabs";
const MOST = 20;
/** The most characters that are kept of texts that are not saved. */
const MOST_TEXT = 2_000_000;

/** A text that was not saved, with what it was made from. */
export interface KeptText {
  base: string;
  text: string;
  etag: string | undefined;
}

export function keepFiles(files: readonly OpenFile[]): void {
  remember(
    NAME,
    files.slice(-MOST).map(({ path }) => path),
  );
  const dirty = files.filter(isDirty);
  const size = dirty.reduce((sum, { base, text }) => sum + base.length + text.length, 0);
  if (dirty.length === 0 || size > MOST_TEXT) forgetDraft(NAME);
  else {
    const texts = dirty.map(({ path, base, text, etag }) => [path, { base, text, etag }]);
    keepDraft(NAME, Object.fromEntries(texts));
  }
}

export function keptPaths(): readonly string[] {
  return recall(NAME, isPaths) ?? [];
}

export function keptText(path: string): KeptText | undefined {
  const found = readDraft(NAME)?.[path];
  return isText(found) ? found : undefined;
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

function isText(value: unknown): value is KeptText {
  if (typeof value !== "object" || value === null) return false;
  const { base, text, etag } = value as Record<string, unknown>;
  return typeof base === "string" && typeof text === "string" && typeof etag !== "number";
}
