import { expect, test } from "vitest";
import { bodyOfDraft, compareConfig, EMPTY_CONFIG, withType } from "./configDraft";

const SECRET = { ...EMPTY_CONFIG, key: "token", type: "secret_ref" as const };

test("a secret is sent as a reference, or as a new value", () => {
  expect(bodyOfDraft({ ...SECRET, value: "psa-key" })).toMatchObject({ secretRef: "psa-key" });
  const renewed = bodyOfDraft({ ...SECRET, value: "psa-key", secret: "hunter22" });
  expect(renewed).toMatchObject({ value: "hunter22" });
  expect(renewed).not.toHaveProperty("secretRef");
});

test("a conflict never shows the value of a secret", () => {
  const compared = compareConfig({ ...SECRET, secret: "hunter22" });
  expect(JSON.stringify(compared)).not.toContain("hunter22");
});

test("another type begins anew", () => {
  const draft = { ...EMPTY_CONFIG, value: "abc" };
  expect(withType(draft, "int").value).toBe("");
  expect(withType(draft, "bool").value).toBe("false");
});
