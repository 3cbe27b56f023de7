import { expect, test } from "vitest";
import type { Diagnostics } from "../api/schema";
import { concernsOf } from "./concerns";

const AT = "2026-01-01T12:00:00Z";

const WELL: Diagnostics = {
  version: { version: "1", release: "1", commit: null, schema: 1 },
  isolation: { user: true, files: true },
  dependencies: {
    status: "ready",
    dependencies: [{ name: "tables", latencyMs: 1, error: null }],
    warnings: [],
    timestamp: AT,
  },
  queues: [{ name: "runs", messages: 1, oldestAt: "2026-01-01T11:55:00Z", error: null }],
  capacity: { workers: 1, places: 4, placesTaken: 0, placesOfOrganization: 2, waiting: 0 },
  stuck: [],
  discoveryProblems: 0,
  settings: [],
  timestamp: AT,
};

test("a platform that is well has no concerns", () => {
  expect(concernsOf(WELL)).toEqual([]);
});

test("what is broken comes before what warns", () => {
  const found = concernsOf({
    ...WELL,
    isolation: { user: false, files: true },
    dependencies: {
      ...WELL.dependencies,
      dependencies: [{ name: "tables", latencyMs: 5000, error: "no answer within 5 s" }],
      warnings: ["The disk is nearly full."],
    },
    queues: [{ name: "runs", messages: 9, oldestAt: "2026-01-01T11:00:00Z", error: null }],
    discoveryProblems: 2,
  });

  expect(found).toEqual([
    "tables: no answer within 5 s",
    "The wall “user” is missing around runs.",
    "A message of “Runs” has waited for more than 10 minutes.",
    "2 problems in the workspace",
    "The disk is nearly full.",
  ]);
});
