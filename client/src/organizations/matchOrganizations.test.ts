import { expect, test } from "vitest";
import { type ChoosableOrganization, matchOrganizations } from "./matchOrganizations";

function organization(name: string, more: Partial<ChoosableOrganization> = {}) {
  return {
    id: name.toLowerCase(),
    name,
    kind: "organization" as const,
    domains: [],
    isActive: true,
    tags: [],
    ...more,
  };
}

const ALL = [
  organization("Fabrikam"),
  organization("Contoso Retail"),
  organization("Retail Bank"),
  organization("Old Retail", { isActive: false }),
  organization("Northwind", { domains: ["retail.example"] }),
];

test("the beginning of a name comes first, then a word, then a domain; inactive ones last", () => {
  const names = matchOrganizations(ALL, "retail").map(({ name }) => name);
  expect(names).toEqual(["Retail Bank", "Contoso Retail", "Northwind", "Old Retail"]);
});

test("nothing typed keeps everything, by name", () => {
  const names = matchOrganizations(ALL, "").map(({ name }) => name);
  expect(names).toEqual(["Contoso Retail", "Fabrikam", "Northwind", "Retail Bank", "Old Retail"]);
});

test("a thousand organizations are filtered within a frame", () => {
  const thousand = Array.from({ length: 1000 }, (_, n) =>
    organization(`Customer ${n} Incorporated`),
  );
  matchOrganizations(thousand, "cust");
  const began = performance.now();
  for (let round = 0; round < 10; round += 1) matchOrganizations(thousand, `customer ${round}`);
  expect((performance.now() - began) / 10).toBeLessThan(16);
});
