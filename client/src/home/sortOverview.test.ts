import { expect, it } from "vitest";
import type { OrganizationOverview } from "../api/schema";
import { sorted } from "./sortOverview";

const ROW: OrganizationOverview = {
  orgId: "a",
  name: "A",
  isActive: true,
  tags: [],
  runs: 0,
  failed: 0,
  live: 0,
  lastRunAt: null,
  deadLetters: 0,
  connections: 0,
};
const ROWS = [
  { ...ROW, name: "B", runs: 2 },
  { ...ROW, name: "C", failed: 1, lastRunAt: "2026-03-01T00:00:00Z" },
  { ...ROW, name: "A", runs: 2, lastRunAt: "2026-03-02T00:00:00Z" },
];

it("puts those with most first, and equal ones by name", () => {
  const names = (sort: Parameters<typeof sorted>[1]) => sorted(ROWS, sort).map(({ name }) => name);

  expect(names("failed")).toEqual(["C", "A", "B"]);
  expect(names("runs")).toEqual(["A", "B", "C"]);
  expect(names("lastRun")).toEqual(["A", "C", "B"]);
  expect(names("name")).toEqual(["A", "B", "C"]);
});
