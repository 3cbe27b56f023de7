import { expect, test } from "vitest";
import { sentence } from "./sentence";

test.each([
  ["there is no user with this password", "There is no user with this password"],
  ["keep_secret: it needs a token", "keep_secret: it needs a token"],
  ["'graph' is not connected", "'graph' is not connected"],
  ["", ""],
])("%j is said as %j", (text, said) => {
  expect(sentence(text)).toBe(said);
});
