import { expect, test } from "vitest";
import { daysOf } from "./daysOf";

const often = { scheduleId: "a", name: "Often", workflowName: "w" };
const once = { scheduleId: "b", name: "Once", workflowName: "w" };

test("a schedule that comes often on a day is one entry with a count", () => {
  const found = daysOf([
    { ...often, at: "2026-03-02T10:00:00Z" },
    { ...once, at: "2026-03-02T10:30:00Z" },
    { ...often, at: "2026-03-02T11:00:00Z" },
    { ...once, at: "2026-03-04T10:30:00Z" },
  ]);

  expect(found.map(({ entries }) => entries.map(({ name, more }) => [name, more]))).toEqual([
    [
      ["Often", 1],
      ["Once", 0],
    ],
    [["Once", 0]],
  ]);
});
