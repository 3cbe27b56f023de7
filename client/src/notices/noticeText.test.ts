import { expect, test } from "vitest";
import type { EmittedEvent } from "../api/schema";
import { noticeText } from "./noticeText";

function event(type: string, data: EmittedEvent["data"]): EmittedEvent {
  const base = { id: "1", orgId: "acme", at: "2026-01-01T00:00:00Z", depth: 0 };
  return { ...base, type, workflowName: null, executionId: null, ...(data ? { data } : {}) };
}

test("a notice says what happened, and why", () => {
  expect(noticeText(event("webhook.disabled", { name: "Tickets", reason: "it is gone" }))).toBe(
    "The outgoing webhook Tickets was disabled: it is gone",
  );
  expect(noticeText(event("connection.expired", { connection: "crm" }))).toBe(
    "The connection crm has to be connected again",
  );
});

test("one of a kind that this version does not know is told by its name", () => {
  expect(noticeText(event("moon.risen", {}))).toBe("moon.risen");
});
