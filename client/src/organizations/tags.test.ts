import { expect, test } from "vitest";
import { tagsOf, withTags } from "./tags";

function organization(name: string, ...tags: string[]) {
  return {
    id: name.toLowerCase(),
    name,
    kind: "organization" as const,
    domains: [],
    isActive: true,
    tags,
  };
}

const ALL = [
  organization("Contoso", "EU", "managed"),
  organization("Fabrikam", "eu"),
  organization("Litware", "US", "managed"),
  organization("Proseware"),
];

test("tags that differ in case only are one, and the most frequent come first", () => {
  expect(tagsOf(ALL)).toEqual(["EU", "managed", "US"]);
});

test("an organization has to have every tag that is chosen", () => {
  expect(withTags(ALL, ["eu"]).map(({ name }) => name)).toEqual(["Contoso", "Fabrikam"]);
  expect(withTags(ALL, ["EU", "Managed"]).map(({ name }) => name)).toEqual(["Contoso"]);
});

test("without a chosen tag nothing is left out", () => {
  expect(withTags(ALL, [])).toBe(ALL);
});
