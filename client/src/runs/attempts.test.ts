import { expect, test } from "vitest";
import type { PastAttempt } from "../api/schema";
import { attemptOf } from "./attempts";

function past(number: number): PastAttempt {
  return {
    id: String(number),
    number,
    startedAt: "2026-11-29T07:00:00Z",
    endedAt: "2026-11-29T07:00:01Z",
    status: "Failed",
    errorType: null,
    errorMessage: null,
    isUserError: false,
    isPlatformError: false,
  };
}

test("a run that goes on is in the attempt after those that are over", () => {
  expect(attemptOf({ status: "Pending", attempts: [] })).toBe(1);
  expect(attemptOf({ status: "Running", attempts: [past(1)] })).toBe(2);
});

test("a run that has ended had as many attempts as are over, and one at least", () => {
  expect(attemptOf({ status: "Success", attempts: [past(1)] })).toBe(1);
  expect(attemptOf({ status: "Failed", attempts: [past(1), past(2)] })).toBe(2);
  expect(attemptOf({ status: "Cancelled", attempts: [] })).toBe(1);
});
