/** The user's favourites, recent organizations and saved views, on every device. */

import { useSyncExternalStore } from "react";
import { answerOf, platform } from "../api/client";
import { ApiProblem } from "../api/problems";
import type { JsonValue, SessionView } from "../api/schema";
import { PreferenceStore, type Stored, type Values } from "./preferenceStore";

const PATH = "/api/users/me/preferences";
/** Several changes within this time are one write. */
const PAUSE_MS = 600;

let store = new PreferenceStore({ read, replace }, { values: {}, tag: "" });
let timer: ReturnType<typeof setTimeout> | undefined;

/** Begins with what the session says of its user. */
export function startPreferences({ preferences }: SessionView): void {
  endPreferences();
  store = new PreferenceStore({ read, replace }, preferences ?? { values: {}, tag: "" });
}

/** What was not stored by the end of the session is dropped: it is another's turn. */
export function endPreferences(): void {
  clearTimeout(timer);
  timer = undefined;
}

/** A preference, and a function that changes it. */
export interface Preference<T> {
  read: () => T;
  change: (next: (now: T) => T) => void;
  use: () => T;
}

/** Names a preference; `valid` makes its value of whatever was stored, also by another version. */
export function preferenceNamed<T>(name: string, valid: (stored: unknown) => T): Preference<T> {
  let known: { stored: unknown; value: T } | undefined;

  /** The same object for the same stored value, as React needs it. */
  function read(): T {
    const stored = store.values()[name];
    if (known === undefined || known.stored !== stored) known = { stored, value: valid(stored) };
    return known.value;
  }

  function change(next: (now: T) => T): void {
    store.change((values) => ({ ...values, [name]: next(valid(values[name])) }));
    timer ??= setTimeout(saveNow, PAUSE_MS);
  }

  return { read, change, use: () => useSyncExternalStore(store.subscribe, read) };
}

export function stringsIn(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
}

/** A failure is not shown: what was changed is stored with the next change. */
function saveNow(): void {
  clearTimeout(timer);
  timer = undefined;
  void store.save().catch(() => undefined);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden && timer !== undefined) saveNow();
});

async function replace(values: Values, tag: string): Promise<Stored | undefined> {
  try {
    const { response } = await answerOf(
      platform.PUT(PATH, {
        params: { header: { "If-Match": `"${tag}"` } },
        // What is kept was read from JSON, or is made of texts and lists.
        body: values as Record<string, JsonValue>,
        // The page may be closed before the answer is here.
        keepalive: true,
      }),
    );
    return { values, tag: tagIn(response) };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 409) return undefined;
    throw error;
  }
}

async function read(): Promise<Stored> {
  const answered = await answerOf(platform.GET(PATH));
  return { values: answered.body, tag: tagIn(answered.response) };
}

function tagIn(response: Response): string {
  return (response.headers.get("ETag") ?? "").replaceAll('"', "").replace(/^W\//, "");
}
