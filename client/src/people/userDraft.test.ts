import { expect, test } from "vitest";
import type { UserView } from "../api/schema";
import { changeOf, compareUser, draftOf } from "./userDraft";

const ADA: UserView = {
  id: "1",
  email: "ada@contoso.test",
  displayName: "Ada",
  userType: "ORG",
  isPlatformAdmin: false,
  isActive: true,
  memberships: [{ orgId: "contoso", role: "admin" }],
  createdBy: "x",
  createdAt: "2026-01-01T00:00:00Z",
  updatedBy: null,
  updatedAt: null,
  lastSignedInAt: null,
};

test("only what was changed is sent", () => {
  expect(changeOf(ADA, { ...draftOf(ADA), displayName: "Ada L." })).toEqual({
    displayName: "Ada L.",
  });
  expect(changeOf(ADA, { ...draftOf(ADA), memberships: [] })).toEqual({ memberships: [] });
  expect(changeOf(ADA, draftOf(ADA))).toEqual({});
});

test("a conflict names organizations", () => {
  const compared = compareUser(draftOf(ADA), (id) => id.toUpperCase());
  expect(compared.at(-1)?.text).toBe("CONTOSO: Administrator");
});
