import { expect, it } from "vitest";
import type { AuditEntry } from "../../api/schema";
import { changedInputs, likelyCauses } from "./comparedRuns";

it("names the inputs with another value, and those that only one run had", () => {
  expect(changedInputs({ a: 1, b: [1], c: "x" }, { a: 1, b: [2], d: null })).toEqual([
    { name: "b", before: [1], after: [2] },
    { name: "c", before: "x", after: undefined },
    { name: "d", before: undefined, after: null },
  ]);
});

it("leaves out what cannot be a cause: intents, refused changes, runs and sign-ins", () => {
  const entry = (
    operation: string,
    phase: AuditEntry["phase"] = "outcome",
    outcome: AuditEntry["outcome"] = "succeeded",
  ) => ({ operation, phase, outcome, at: "2026-01-01" }) as AuditEntry;
  const found = likelyCauses([
    entry("file.write", "intent", null),
    entry("file.write"),
    entry("config.set", "outcome", "refused"),
    entry("execution.cancel"),
    entry("role.update", "event", null),
  ]);
  expect(found.map(({ operation }) => operation)).toEqual(["file.write", "role.update"]);
});

it("puts what two logs have into one order, newest first", () => {
  const entry = (operation: string, at: string) =>
    ({ operation, at, phase: "event", outcome: null }) as AuditEntry;
  const found = likelyCauses([
    entry("role.update", "2026-03-02"),
    entry("config.set", "2026-03-01"),
    entry("file.write", "2026-03-03"),
  ]);
  expect(found.map(({ operation }) => operation)).toEqual([
    "file.write",
    "role.update",
    "config.set",
  ]);
});
