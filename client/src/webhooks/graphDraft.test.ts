import { describe, expect, it } from "vitest";
import { draftOf, isChangeType, settingsOf } from "./graphDraft";

describe("graphDraft", () => {
  it("means no settings without a connection", () => {
    expect(settingsOf(draftOf(null))).toBeNull();
  });

  it("gives back what it was made of", () => {
    const settings = {
      connection: "graph",
      resource: "users",
      changeTypes: ["created" as const, "deleted" as const],
      lifecycle: false,
    };
    expect(settingsOf(draftOf(settings))).toEqual(settings);
  });

  it("drops blanks around the resource", () => {
    const draft = { ...draftOf(null), connection: "graph", resource: " me/messages " };
    expect(settingsOf(draft)?.resource).toBe("me/messages");
  });

  it("knows the kinds of change", () => {
    expect([isChangeType("updated"), isChangeType("renamed")]).toEqual([true, false]);
  });
});
