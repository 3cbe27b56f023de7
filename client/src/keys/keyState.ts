import type { ApiKeyView } from "../api/schema";

export type KeyState = "valid" | "expired" | "revoked";

export function stateOf(key: Pick<ApiKeyView, "revoked" | "expiresAt">, now: Date): KeyState {
  if (key.revoked) return "revoked";
  return key.expiresAt !== null && new Date(key.expiresAt) <= now ? "expired" : "valid";
}

/** The keys that work first, then those that do not; the newest of each first. */
export function sorted<Key extends Pick<ApiKeyView, "revoked" | "expiresAt" | "createdAt">>(
  keys: readonly Key[],
  now: Date,
): Key[] {
  const rank = (key: Key) => (stateOf(key, now) === "valid" ? 0 : 1);
  return keys.toSorted((a, b) => rank(a) - rank(b) || b.createdAt.localeCompare(a.createdAt));
}
