import { describe, expect, it } from "vitest";
import { arrivalOf, ownPath } from "./journey";

const ID = "01a1fce0-084b-7499-b8fd-4058ea084f39";
const KEPT = JSON.stringify({
  purpose: "signIn",
  providerId: ID,
  state: "1.a",
  browserSecret: "secret",
  returnTo: "/o/acme/forms?x=1",
});

describe("what a provider sends back", () => {
  it("belongs to what the tab kept", () => {
    expect(arrivalOf(`/sign-in/callback/${ID}`, "state=1.a&code=c", KEPT)).toEqual({
      purpose: "signIn",
      returnTo: "/o/acme/forms?x=1",
      body: {
        providerId: ID,
        state: "1.a",
        browserSecret: "secret",
        code: "c",
        error: null,
        iss: null,
      },
    });
  });

  it("is nothing to a tab that did not ask for it", () => {
    expect(arrivalOf(`/sign-in/callback/${ID}`, "state=1.a&code=c", null)).toBeNull();
    expect(arrivalOf(`/sign-in/callback/${ID}`, "state=1.b&code=c", KEPT)).toBeNull();
    expect(arrivalOf("/sign-in/callback/other", "state=1.a&code=c", KEPT)).toBeNull();
  });
});

describe("the page to show afterwards", () => {
  it("is one of our own", () => {
    expect(ownPath("/o/acme/forms")).toBe("/o/acme/forms");
    for (const other of ["//evil.test", "/\\evil.test", "https://evil.test", "javascript:x", ""]) {
      expect(ownPath(other)).toBe("/");
    }
  });
});
