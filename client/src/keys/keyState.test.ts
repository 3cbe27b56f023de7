import { expect, test } from "vitest";
import { sorted, stateOf } from "./keyState";

const NOW = new Date("2026-06-01T00:00:00Z");

function keyOf(createdAt: string, revoked = false, expiresAt: string | null = null) {
  return { createdAt, revoked, expiresAt };
}

test("a key is valid until it expires or is revoked", () => {
  expect(stateOf(keyOf("2026-01-01"), NOW)).toBe("valid");
  expect(stateOf(keyOf("2026-01-01", false, "2026-06-01T00:00:00Z"), NOW)).toBe("expired");
  expect(stateOf(keyOf("2026-01-01", true, "2026-05-01T00:00:00Z"), NOW)).toBe("revoked");
});

test("keys that work come first, the newest before", () => {
  const old = keyOf("2026-01-01T00:00:00Z");
  const fresh = keyOf("2026-02-01T00:00:00Z");
  const gone = keyOf("2026-03-01T00:00:00Z", true);
  expect(sorted([gone, old, fresh], NOW)).toEqual([fresh, old, gone]);
});
