import { expect, test } from "vitest";
import { type BrandingDraft, contrastOf, faultsOf, isReadable, updateOf } from "./brandingDraft";

const DRAFT: BrandingDraft = { name: "Acme IT", accent: "#8a1c3b", links: [] };

function link(label: string, url: string, key = 0) {
  return { key, label, url };
}

test.each([
  ["#2f5fd0", true],
  ["#8A1C3B", true],
  ["#ffd400", false],
  ["#ffffff", false],
  ["red", false],
])("white text can be read on %s: %s", (accent, expected) => {
  expect(isReadable(accent)).toBe(expected);
});

test("the contrast is that of WCAG", () => {
  expect(contrastOf("#000000")).toBe(21);
  expect(contrastOf("#ffffff")).toBe(1);
  expect(contrastOf("#12345")).toBeUndefined();
});

test("rows of links that are empty are not sent", () => {
  const draft = { ...DRAFT, links: [link("", " "), link(" Status ", "https://s.example ", 1)] };
  expect(updateOf(draft).links).toEqual([{ label: "Status", url: "https://s.example" }]);
});

test("each fault is at its place", () => {
  const links = [link("Status", "http://s.example"), link("", "https://s.example", 1)];
  const faults = faultsOf({ name: " ", accent: "#ffd400", links });
  expect([...faults.keys()]).toEqual(["name", "accent", "links.0.url", "links.1.label"]);
  expect(faultsOf(DRAFT).size).toBe(0);
});
