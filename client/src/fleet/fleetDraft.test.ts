import { expect, it } from "vitest";
import type { FormField } from "../api/schema";
import { batchOf, chosenOf, configurationOf, faultOf, NEW_DRAFT, stagesOf } from "./fleetDraft";
import { rowsOf } from "./fleetRows";

const ONE = { kind: "organization" as const, domains: [], isActive: true, tags: ["eu"] };
const ALL = [
  { ...ONE, id: "acme", name: "Acme" },
  { ...ONE, id: "globex", name: "Globex", domains: ["globex.test"], tags: [] },
  { ...ONE, id: "closed", name: "Closed", isActive: false },
];
const FIELDS = [
  { name: "number", label: "How many", type: "number" },
  { name: "note", label: "Note", type: "text" },
] as FormField[];

it("finds pasted organizations by id, name or domain, and says which it does not know", () => {
  const draft = { ...NEW_DRAFT, audience: "pasted" as const, pasted: "ACME\nglobex.test; nobody" };

  const chosen = chosenOf(draft, ALL);

  expect(chosen.organizations.map(({ id }) => id)).toEqual(["acme", "globex"]);
  expect(chosen.unknown).toEqual(["nobody"]);
  expect(faultOf({ ...draft, name: "x", workflowName: "w" }, chosen, [])).toContain("nobody");
});

it("chooses active organizations by tag", () => {
  const draft = { ...NEW_DRAFT, tags: ["EU"] };

  expect(chosenOf(draft, ALL).organizations.map(({ id }) => id)).toEqual(["acme"]);
  expect(chosenOf(NEW_DRAFT, ALL).organizations).toEqual([]);
});

it("reads the sizes of stages and the keys of configuration", () => {
  expect(stagesOf("1, 5,")).toEqual([1, 5]);
  expect(stagesOf("")).toEqual([]);
  expect(stagesOf("1, x")).toBeUndefined();
  expect(configurationOf("a = b\n\nc=d")).toEqual({ a: "b", c: "d" });
  expect(configurationOf("a")).toBeUndefined();
});

it("sends the values of a table's rows, and those for all without them", () => {
  const table = "Organization;How many\nglobex;3\nacme;";
  const draft = { ...NEW_DRAFT, name: "n", workflowName: "w", audience: "table" as const, table };

  const body = batchOf(draft, { number: 1, note: "all" }, chosenOf(draft, ALL), FIELDS);

  expect(body.rows).toEqual([
    { organizationId: "globex", inputs: { number: 3 } },
    { organizationId: "acme", inputs: {} },
  ]);
  expect(body.inputs).toEqual({ note: "all" });
  expect(body.stages).toEqual([1, 5]);
});

it("says what is wrong with a table", () => {
  expect(rowsOf("number\n1", FIELDS).fault).toContain("organization");
  expect(rowsOf("organization,colour\nacme,red", FIELDS).fault).toContain("colour");
  expect(rowsOf("organization,number\nacme,many", FIELDS).fault).toContain("many");
});

it("has rows of an organization's own form in that organization only", () => {
  const own = { ...NEW_DRAFT, name: "n", kind: "form" as const, formId: "f", only: "acme" };
  const draft = { ...own, audience: "table" as const, table: "How many\n1\n2" };
  const chosen = chosenOf(draft, ALL);

  expect(batchOf(draft, {}, chosen, FIELDS).rows).toEqual([
    { organizationId: "acme", inputs: { number: 1 } },
    { organizationId: "acme", inputs: { number: 2 } },
  ]);
  expect(faultOf(draft, chosen, FIELDS)).toBeUndefined();
  const other = { ...draft, table: "organization,number\nglobex,1" };
  expect(faultOf(other, chosenOf(other, ALL), FIELDS)).toContain("Globex");
});
