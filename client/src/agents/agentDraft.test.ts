import { expect, test } from "vitest";
import type { ToolView } from "../api/schema";
import { agentOf, isRisky, NEW_AGENT, typedSchema } from "./agentDraft";

function tool(name: string, facts: Partial<ToolView>): ToolView {
  return {
    name,
    description: "",
    parameters: {},
    effects: "write",
    reaches: "none",
    idempotent: false,
    returnsUntrusted: false,
    approval: "never",
    policy: "auto",
    tainted: "ask",
    ...facts,
  };
}

test("policies of tools that were taken away, and roles that count for nothing, are not sent", () => {
  const written = agentOf({
    ...NEW_AGENT,
    name: "Helper",
    toolIds: ["find"],
    toolPolicy: { find: "ask", gone: "deny" },
    roles: ["Desk"],
    approverRoles: ["Desk"],
  });

  expect(written.toolPolicy).toEqual({ find: "ask" });
  expect([written.roles, written.approverRoles]).toEqual([[], []]);
  expect([written.llmModel, written.outputSchema, written.runDollars]).toEqual([null, null, null]);
});

test("an empty amount leaves the server its default", () => {
  const written = agentOf({ ...NEW_AGENT, maxIterations: "", maxToolCalls: 3 });

  expect("maxIterations" in written).toBe(false);
  expect(written.maxToolCalls).toBe(3);
});

test("three things together are a risk", () => {
  const tools = [
    tool("find", { effects: "read" }),
    tool("mail", { returnsUntrusted: true }),
    tool("send", { reaches: "world" }),
  ];

  expect(isRisky(tools, ["find", "mail", "send"])).toBe(true);
  expect(isRisky(tools, ["find", "mail"])).toBe(false);
});

test("a schema is a JSON object", () => {
  expect(typedSchema('{"type": "object"}')).toEqual({ type: "object" });
  expect(typedSchema("[]")).toBeUndefined();
});

test("Bifrost's own tools are kept, and where they search only if they do", () => {
  const searching = agentOf({
    ...NEW_AGENT,
    systemTools: ["search_knowledge", "ask_user"],
    knowledgeSources: ["desk"],
  });
  const asking = agentOf({
    ...NEW_AGENT,
    systemTools: ["ask_user"],
    knowledgeSources: ["desk"],
  });

  expect([searching.systemTools, searching.knowledgeSources]).toEqual([
    ["search_knowledge", "ask_user"],
    ["desk"],
  ]);
  expect(asking.knowledgeSources).toEqual([]);
});
