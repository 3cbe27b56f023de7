import { expect, test } from "vitest";
import type { AgentSummary } from "../api/schema";
import { mentionIn } from "./mention";

const AGENTS = ["Help", "Help Desk"].map(
  (name): AgentSummary => ({
    id: name,
    name,
    description: "",
    isActive: true,
    isGlobal: false,
    isFile: false,
    accessLevel: "authenticated",
    toolIds: [],
    llmModel: null,
    version: 1,
    updatedAt: "2026-11-30T00:00:00Z",
  }),
);

test.each([
  ["@Help Desk where is it?", { agent: "Help Desk", text: "where is it?" }],
  ["@help: where is it?", { agent: "Help", text: "where is it?" }],
  ["@Helper where is it?", { text: "@Helper where is it?" }],
  ["@Help", { text: "@Help" }],
  ["mail me@help", { text: "mail me@help" }],
])("%s", (text, found) => {
  expect(mentionIn(text, AGENTS)).toEqual(found);
});
