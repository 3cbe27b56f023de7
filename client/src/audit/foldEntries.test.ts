import { expect, it } from "vitest";
import type { AuditEntry } from "../api/schema";
import { changesOf, foldEntries } from "./foldEntries";

function entry(sequence: number, facts: Partial<AuditEntry>): AuditEntry {
  return { sequence, phase: "event", intentSequence: null, outcome: null, ...facts } as AuditEntry;
}

it("shows an intent with its outcome as one line, and one without an outcome by itself", () => {
  const folded = foldEntries([
    entry(5, { phase: "intent" }),
    entry(4, { phase: "outcome", intentSequence: 2, outcome: "refused" }),
    entry(3, {}),
    entry(2, { phase: "intent" }),
  ]);

  expect(folded.map(({ entry: { sequence }, outcome }) => [sequence, outcome])).toEqual([
    [5, "unknown"],
    [4, "refused"],
    [3, "succeeded"],
  ]);
});

it("lists the fields that changed", () => {
  const changed = entry(1, {
    before: { name: "A", tags: ["x"], same: 1 },
    after: { name: "B", same: 1, isActive: true },
  });

  expect(changesOf(changed)).toEqual([
    { name: "name", before: "A", after: "B" },
    { name: "tags", before: '["x"]', after: "" },
    { name: "isActive", before: "", after: "true" },
  ]);
});
