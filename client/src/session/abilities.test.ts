import { expect, test } from "vitest";
import type { SessionView } from "../api/schema";
import { firstScope, mayEnter, mayIn } from "./abilities";

const MEMBER: SessionView = {
  user: { id: "00000000-0000-7000-8000-000000000000", name: "Alice", email: "a@b.c", kind: "user" },
  organizations: [{ id: "contoso", name: "Contoso", role: "member", may: ["forms.use"] }],
  defaultOrganization: "contoso",
  platformAdmin: false,
  may: [],
  mayEverywhere: [],
  signedInBy: "password",
  sessionId: null,
  secondFactorDueAt: null,
  version: "1",
  features: [],
  preferences: null,
  visited: null,
  serverTime: "2026-11-28T12:00:00Z",
};
const ADMIN: SessionView = {
  ...MEMBER,
  organizations: [],
  defaultOrganization: null,
  platformAdmin: true,
  mayEverywhere: ["forms.use", "audit.read"],
};

test("a member may do what the membership says, in that organization only", () => {
  expect(mayIn(MEMBER, "contoso", "forms.use")).toBe(true);
  expect(mayIn(MEMBER, "contoso", "audit.read")).toBe(false);
  expect(mayIn(MEMBER, "fabrikam", "forms.use")).toBe(false);
});

test("a platform administrator may everywhere, also in GLOBAL", () => {
  expect(mayIn(ADMIN, "global", "audit.read")).toBe(true);
});

test("a member enters no other organization and not GLOBAL", () => {
  expect(["contoso", "fabrikam", "global", "all"].filter((one) => mayEnter(MEMBER, one))).toEqual([
    "contoso",
  ]);
});

test("the first page is of the organization that was used last, where that is still the user's", () => {
  expect(firstScope(MEMBER, "fabrikam")).toBe("contoso");
  expect(firstScope(ADMIN, "fabrikam")).toBe("fabrikam");
  expect(firstScope(ADMIN, undefined)).toBe("global");
  expect(firstScope({ ...MEMBER, organizations: [], defaultOrganization: null }, undefined)).toBe(
    undefined,
  );
});
