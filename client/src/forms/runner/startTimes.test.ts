import { expect, it } from "vitest";
import { startTime } from "./startTimes";

const NOW = new Date(2026, 10, 28, 21, 30);

it("counts from now", () => {
  expect(startTime("now", "", NOW)).toBeUndefined();
  expect(startTime("quarter", "", NOW)).toEqual(new Date(2026, 10, 28, 21, 45));
  expect(startTime("hour", "", NOW)).toEqual(new Date(2026, 10, 28, 22, 30));
});

it("takes the next evening and the next morning", () => {
  expect(startTime("evening", "", NOW)).toEqual(new Date(2026, 10, 29, 20, 0));
  expect(startTime("evening", "", new Date(2026, 10, 28, 12))).toEqual(new Date(2026, 10, 28, 20));
  expect(startTime("morning", "", NOW)).toEqual(new Date(2026, 10, 29, 9, 0));
});

it("takes a time of one's own once it is complete", () => {
  expect(startTime("at", "2026-12-24T18:00", NOW)).toEqual(new Date(2026, 11, 24, 18, 0));
  expect(startTime("at", "", NOW)).toBeUndefined();
});
