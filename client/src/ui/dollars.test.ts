import { expect, test } from "vitest";
import { dollarText, microsText } from "./dollars";

test("amounts have cents, and small ones as many digits as say something", () => {
  expect([0, 1234.5, 0.004_321, 0.01, 0.0105].map(dollarText)).toEqual([
    "$0.00",
    "$1,234.50",
    "$0.0043",
    "$0.01",
    "$0.0105",
  ]);
  expect(microsText(57)).toBe("$0.000057");
});
