import { expect, it } from "vitest";
import { readRunsSearch, runsQuery } from "./runsSearch";

const NOW = new Date("2026-11-28T12:00:00Z");

it("reads filters, and leaves out what it does not know", () => {
  const given = { status: ["failed", "odd"], workflow: "greet", time: "day", page: 3, error: "" };

  expect(readRunsSearch(given)).toEqual({ status: ["failed"], workflow: "greet", time: "day" });
  expect(readRunsSearch({ status: "live" })).toEqual({ status: ["live"] });
  expect(readRunsSearch({ status: {}, time: "toString" })).toEqual({});
});

it("asks for all statuses of a group, and for a time before now", () => {
  expect(runsQuery({ status: ["failed", "succeeded"], time: "hour", person: "ada" }, NOW)).toEqual({
    status: "Failed,Timeout,Success",
    startDate: "2026-11-28T11:00:00.000Z",
    userId: "ada",
  });
  expect(runsQuery({}, NOW)).toEqual({});
});
