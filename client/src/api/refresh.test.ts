import { expect, test } from "vitest";
import { isOfSameUser } from "./refresh";

function tokenOf(claims: object): string {
  const payload = btoa(JSON.stringify(claims)).replaceAll("+", "-").replaceAll("/", "_");
  return `e30.${payload.replaceAll("=", "")}.signature`;
}

test("a token of another user never replaces that of the page", () => {
  const alice = tokenOf({ sub: "alice", sid: "1" });

  expect(isOfSameUser(tokenOf({ sub: "alice", sid: "2" }), alice)).toBe(true);
  expect(isOfSameUser(tokenOf({ sub: "bob", sid: "3" }), alice)).toBe(false);
});

test("a page without a token takes any", () => {
  expect(isOfSameUser(tokenOf({ sub: "alice" }), undefined)).toBe(true);
});
