import { expect, test } from "vitest";
import type { ChatMessage } from "../api/schema";
import { branchTo, leafBelow } from "./branches";

function message(id: string, parentId: string | null, role: "user" | "assistant"): ChatMessage {
  return {
    id,
    parentId,
    role,
    text: id,
    sequence: 0,
    at: "2026-11-30T00:00:00Z",
    attachments: [],
    agentId: null,
    agentName: null,
    tools: [],
    citations: [],
    fault: null,
    words: "",
    tokens: 0,
    isTainted: false,
  };
}

const MESSAGES = [
  message("question", null, "user"),
  message("first", "question", "assistant"),
  message("second", "question", "assistant"),
  message("more", "second", "user"),
];

test("a branch goes from the beginning to its leaf", () => {
  const shown = branchTo(MESSAGES, "more");

  expect(shown.map((one) => one.message.id)).toEqual(["question", "second", "more"]);
  expect(shown[1]?.versions.map(({ id }) => id)).toEqual(["first", "second"]);
  expect(branchTo(MESSAGES, null)).toEqual([]);
});

test("another version is shown with what follows it", () => {
  expect(leafBelow(MESSAGES, "second")).toBe("more");
  expect(leafBelow(MESSAGES, "first")).toBe("first");
});
