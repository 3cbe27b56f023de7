import { expect, test } from "vitest";
import type { Status } from "../api/schema";
import { runFigures } from "./runFigures";

function run(status: Status, durationMs: number | null = null) {
  return { status, durationMs };
}

test("runs that go on or were cancelled do not count", () => {
  const runs = [run("Success", 30), run("Failed", 5), run("Running"), run("Cancelled", 1)];
  expect(runFigures(runs)).toEqual({ ended: 2, succeeded: 1, medianMs: 30 });
});

test("the median is that of the runs that succeeded", () => {
  const runs = [run("Success", 300), run("Success", 10), run("Success", 20), run("Timeout", 9)];
  expect(runFigures(runs).medianMs).toBe(20);
});

test("a workflow that finished with errors did not succeed", () => {
  expect(runFigures([run("CompletedWithErrors", 1)])).toMatchObject({ ended: 1, succeeded: 0 });
});

test("without runs there are no figures", () => {
  expect(runFigures([])).toEqual({ ended: 0, succeeded: 0, medianMs: undefined });
});
