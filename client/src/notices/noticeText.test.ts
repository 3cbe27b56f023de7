import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { EmittedEvent } from "../api/schema";
import { noticeText } from "./noticeText";

const catalog = readFileSync(
  new URL("../../../shared/models/automation/events.py", import.meta.url),
  "utf8",
);

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

test("each kind that people must hear of is told in words", () => {
  const kinds = [...catalog.matchAll(/^ {8}([A-Z_]+),$/gm)].map(([, constant]) => constant);
  const types = kinds.map(
    (constant) => new RegExp(`^${constant} = "(.+)"$`, "m").exec(catalog)?.[1] ?? "",
  );
  expect(types.length).toBeGreaterThanOrEqual(8);
  for (const type of types) {
    const said = noticeText(event(type, { name: "Tickets", connection: "Tickets" }));
    expect(said, type).toMatch(/^(The|A|An) .*Tickets/);
  }
});

test("one of a kind that this version does not know is told by its name", () => {
  expect(noticeText(event("moon.risen", {}))).toBe("moon.risen");
});
