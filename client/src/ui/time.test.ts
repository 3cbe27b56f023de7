import { expect, test } from "vitest";
import { durationText, relativeTime, timeIn } from "./time";

const NOW = new Date("2026-11-28T12:00:00Z");

test.each([
  ["2026-11-28T12:00:00Z", "now"],
  ["2026-11-28T11:59:55Z", "now"],
  ["2026-11-28T12:00:40Z", "in 40 seconds"],
  ["2026-11-28T11:57:10Z", "2 minutes ago"],
  ["2026-11-28T09:00:00Z", "3 hours ago"],
  ["2026-11-27T11:00:00Z", "yesterday"],
  ["2026-12-05T13:00:00Z", "next week"],
])("%s is %s", (then, words) => {
  expect(relativeTime(new Date(then), NOW)).toBe(words);
});

test.each([
  [3, "3 ms"],
  [4240, "4.2 s"],
  [59_600, "1 min"],
  [200_000, "3 min 20 s"],
  [7_500_000, "2 h 5 min"],
])("%i ms is %s", (milliseconds, words) => {
  expect(durationText(milliseconds)).toBe(words);
});

test("a time is shown as the clocks of a zone show it", () => {
  const then = new Date("2026-11-30T08:00:00Z");
  expect(timeIn(then, "Europe/Berlin")).toBe("Mon 30 Nov 2026, 09:00");
  expect(timeIn(then, "America/New_York")).toBe("Mon 30 Nov 2026, 03:00");
});
