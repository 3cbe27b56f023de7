import { expect, test } from "vitest";
import type { ScheduleView } from "../api/schema";
import { fits, readSchedulesSearch } from "./schedulesSearch";

const nightly: ScheduleView = {
  id: "1",
  orgId: "acme",
  name: "Nightly report",
  workflowName: "send_report",
  cron: "0 3 * * *",
  zone: "UTC",
  inputs: {},
  overlap: "skip",
  missed: "once",
  missedWindowSeconds: 86_400,
  jitterSeconds: 0,
  target: null,
  source: "user",
  isEnabled: true,
  paused: "it failed too often",
  problem: null,
  failures: 5,
  reading: "At 03:00 every day",
  nextRuns: [],
  madeBy: null,
  madeByName: null,
  createdBy: "x",
  createdAt: "2026-01-01T00:00:00Z",
  updatedBy: null,
  updatedAt: null,
};

test("an address has the filters that are known, and no others", () => {
  const given = { view: "week", q: "night", state: "paused", workflow: "send_report", other: "x" };
  expect(readSchedulesSearch(given)).toEqual({
    view: "week",
    q: "night",
    state: "paused",
    workflow: "send_report",
  });
  expect(readSchedulesSearch({ view: "year", q: "", state: "gone", workflow: 7 })).toEqual({});
});

test.each([
  [{}, true],
  [{ q: "REPORT nightly" }, true],
  [{ q: "03:00" }, true],
  [{ q: "weekly" }, false],
  [{ state: "paused" }, true],
  [{ state: "on" }, false],
  [{ workflow: "send_report", state: "paused" }, true],
  [{ workflow: "other" }, false],
] as const)("%j fits: %j", (search, isFitting) => {
  expect(fits(search, nightly)).toBe(isFitting);
});
