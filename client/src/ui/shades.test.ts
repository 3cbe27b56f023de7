import { expect, test } from "vitest";
import { contrast, readableUnderWhite, shadesOf } from "./shades";

test.each(["#2f5fd0", "#ffd400", "#ffffff", "#000000", "#12b886"])(
  "white text can be read on the shade of %s that buttons have",
  (accent) => {
    const [, , , , , , filled] = shadesOf(readableUnderWhite(accent));
    expect(contrast(filled ?? "", "#ffffff")).toBeGreaterThanOrEqual(4.5);
  },
);

test("ten shades get darker", () => {
  const shades = shadesOf("#2f5fd0").map((shade) => contrast(shade, "#ffffff"));
  expect(shades).toHaveLength(10);
  expect(shades.toSorted((a, b) => a - b)).toEqual(shades);
});
