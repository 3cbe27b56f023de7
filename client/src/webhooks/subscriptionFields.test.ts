import { expect, test } from "vitest";
import { headersOf, typesOf } from "./subscriptionFields";

test("types are parted by commas, and an empty text is all types", () => {
  expect(typesOf("push, ticket.* ,,")).toEqual(["push", "ticket.*"]);
  expect(typesOf(" ")).toEqual([]);
});

test("headers are one in a line, and a value may have colons", () => {
  expect(headersOf("X-Event: push\n\nStripe-Signature: t=1:2\nnonsense")).toEqual({
    "X-Event": "push",
    "Stripe-Signature": "t=1:2",
  });
});
