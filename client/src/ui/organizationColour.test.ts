import { expect, test } from "vitest";
import { colourOf, lettersOf } from "./organizationColour";

test("an organization keeps its colour", () => {
  expect(colourOf("contoso")).toBe(colourOf("contoso"));
});

test("a thousand organizations use every colour", () => {
  const colours = Array.from({ length: 1000 }, (_, n) => colourOf(`organization-${n}`));
  expect(new Set(colours).size).toBe(12);
});

test.each([
  ["Contoso", "CO"],
  ["Fabrikam Incorporated", "FI"],
  ["  ", "?"],
  ["😀 Smile", "😀S"],
])("the letters of %j are %j", (name, letters) => {
  expect(lettersOf(name)).toBe(letters);
});
