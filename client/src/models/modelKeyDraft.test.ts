import { expect, test } from "vitest";
import type { LlmKeyView } from "../api/schema";
import { changeOf, draftOf, NEW_KEY, newKeyOf } from "./modelKeyDraft";

const STORED: LlmKeyView = {
  id: "k",
  name: "OpenAI",
  url: "https://api.openai.com/v1/",
  model: "gpt-5.4",
  key: "****...z789",
  isDefault: true,
  createdAt: "2026-11-30T00:00:00Z",
  createdBy: "ada",
  updatedAt: null,
  updatedBy: null,
};

test("an edit sends what differs, and never the mask as a key", () => {
  expect(changeOf(STORED, draftOf(STORED))).toEqual({});
  expect(changeOf(STORED, { ...draftOf(STORED), model: "gpt-5.4-mini" })).toEqual({
    model: "gpt-5.4-mini",
  });
  expect(changeOf(STORED, { ...draftOf(STORED), key: "sk-new", url: "https://a.test/v1" })).toEqual(
    { key: "sk-new", url: "https://a.test/v1" },
  );
});

test("a new key without an address has the provider's own", () => {
  expect(newKeyOf({ ...NEW_KEY, key: "sk-1", model: "m" })).toEqual({
    name: "Anthropic",
    key: "sk-1",
    model: "m",
    isDefault: false,
    url: null,
  });
});
