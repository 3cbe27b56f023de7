import { expect, test } from "vitest";
import { eventPattern, matchesPattern, readEventsSearch } from "./eventsSearch";

test.each([
  ["ticket.closed", "ticket.closed"],
  [" Ticket ", "ticket.*"],
  ["ticket.", "ticket.*"],
  ["ticket.*", "ticket.*"],
  ["*", "*"],
  ["a b", undefined],
  ["", undefined],
])("%j is the pattern %j", (typed, pattern) => {
  expect(eventPattern(typed)).toBe(pattern);
});

test("an address without a filter has none", () => {
  expect(readEventsSearch({ type: "" })).toEqual({});
});

test.each([
  [undefined, "ticket.closed", true],
  ["ticket.*", "ticket.closed", true],
  ["ticket.*", "tickets.closed", false],
  ["ticket.closed", "ticket.closed", true],
  ["ticket.closed", "ticket.closed.again", false],
  ["*", "ticket.closed", true],
])("%j means %j: %j", (pattern, type, means) => {
  expect(matchesPattern(pattern, type)).toBe(means);
});
