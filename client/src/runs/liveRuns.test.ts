import { expect, test } from "vitest";
import type { ExecutionPage, ExecutionSummary, Status } from "../api/schema";
import { fits, pagesWith, withRun } from "./liveRuns";
import type { RunsSearch } from "./runsSearch";

const NOW = new Date("2026-03-01T12:00:00Z");

function run(id: string, status: Status = "Running", more: object = {}): ExecutionSummary {
  return {
    executionId: id,
    status,
    workflowName: "hello",
    orgId: "acme",
    executedBy: "alice",
    executedByName: "Alice",
    isUserError: false,
    isPlatformError: false,
    createdAt: "2026-03-01T11:30:00Z",
    ...more,
  } as ExecutionSummary;
}

function page(ids: readonly string[], continuationToken: string | null = null): ExecutionPage {
  return { executions: ids.map((id) => run(id)), continuationToken };
}

function idsOf(pages: readonly ExecutionPage[]): string[][] {
  return pages.map(({ executions }) => executions.map(({ executionId }) => executionId));
}

test.each<[RunsSearch, Status, object, boolean]>([
  [{}, "Running", {}, true],
  [{ status: ["live"] }, "Running", {}, true],
  [{ status: ["live"] }, "Success", {}, false],
  [{ status: ["failed", "live"] }, "Timeout", {}, true],
  [{ workflow: "hello" }, "Running", {}, true],
  [{ workflow: "other" }, "Running", {}, false],
  [{ form: "f" }, "Running", {}, false],
  [{ form: "f" }, "Running", { formId: "f" }, true],
  [{ person: "bob" }, "Running", {}, false],
  [{ error: "disk" }, "Failed", { errorMessage: "The DISK is full" }, true],
  [{ error: "disk" }, "Success", {}, false],
  [{ error: "disk", status: ["cancelled"] }, "Cancelled", { errorMessage: "disk" }, true],
  [{ time: "hour" }, "Running", {}, true],
  [{ time: "hour" }, "Running", { createdAt: "2026-03-01T10:59:59Z" }, false],
])("%o keeps a run that is %s %o: %s", (search, status, more, kept) => {
  expect(fits(search, run("1", status, more), NOW)).toBe(kept);
});

test("a known run is replaced in its place", () => {
  const pages = pagesWith([page(["4", "3"], "t"), page(["2"])], run("3", "Success"), true);

  expect(idsOf(pages)).toEqual([["4", "3"], ["2"]]);
  expect(pages[0]?.executions[1]?.status).toBe("Success");
});

test("a known run that no longer fits is taken out", () => {
  expect(idsOf(pagesWith([page(["4", "3"])], run("4", "Success"), false))).toEqual([["3"]]);
});

test("a new run comes where its age puts it", () => {
  const pages = [page(["6", "4"], "t"), page(["2"])];

  expect(idsOf(pagesWith(pages, run("7"), true))).toEqual([["7", "6", "4"], ["2"]]);
  expect(idsOf(pagesWith(pages, run("3"), true))).toEqual([
    ["6", "4"],
    ["3", "2"],
  ]);
  expect(idsOf(pagesWith(pages, run("1"), true))).toEqual([
    ["6", "4"],
    ["2", "1"],
  ]);
});

test("a run older than what was loaded waits for its page", () => {
  expect(idsOf(pagesWith([page(["6", "4"], "t")], run("1"), true))).toEqual([["6", "4"]]);
});

test("the first run of an empty list is shown", () => {
  expect(idsOf(pagesWith([page([])], run("1"), true))).toEqual([["1"]]);
});

test("of two states of a run the later one stays", () => {
  const runs = withRun([run("2"), run("1")], run("1", "Failed"));

  expect(runs.map(({ executionId, status }) => [executionId, status])).toEqual([
    ["2", "Running"],
    ["1", "Failed"],
  ]);
});
