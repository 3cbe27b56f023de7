import { expect, test } from "vitest";
import { problemOf } from "./problems";

test("keeps what the API says", () => {
  const response = new Response(null, { status: 429, headers: { "Retry-After": "7" } });
  const problem = problemOf(response, {
    error: "TooManyRequests",
    message: "wait",
    requestId: "r",
  });

  expect(problem).toMatchObject({ status: 429, message: "wait", requestId: "r", retryAfter: 7 });
});

test("has a sentence for an answer of a proxy", () => {
  const problem = problemOf(new Response("<html>", { status: 502 }), "<html>");

  expect(problem.code).toBe("Unreadable");
  expect(problem.message).toContain("502");
});
