import { expect, test } from "vitest";
import { requestText } from "./requestText";

test("a request is its line, its headers and its body", () => {
  const request = {
    url: "https://receiver.test/hook",
    headers: { "webhook-id": "evt_1" },
    body: '{"type":"ticket.closed"}',
  };

  expect(requestText(request)).toBe(
    'POST https://receiver.test/hook\nwebhook-id: evt_1\n\n{\n  "type": "ticket.closed"\n}',
  );
});
