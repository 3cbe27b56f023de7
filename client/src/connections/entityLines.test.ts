import { expect, test } from "vitest";
import type { ConnectionEntity } from "../api/schema";
import { readEntities } from "./entityLines";

function organization(org_id: string, name: string, domains: string[]): ConnectionEntity {
  return {
    org_id,
    name,
    domains,
    is_active: true,
    is_own: false,
    entity_id: null,
    etag: "1",
    status: "not_connected",
    status_message: null,
    what_to_do: "Nothing.",
    expires_at: null,
  };
}

const ALL = [
  organization("o-1", "Contoso, Ltd.", ["contoso.com", "contoso.de"]),
  organization("o-2", "Fabrikam", ["fabrikam.com"]),
];

test("organizations are named by domain, name or id, with any separator", () => {
  const text = "CONTOSO.de; tenant-1\n\n fabrikam\ttenant-2 \no-2, tenant-3\r\n";
  const { found, unknown } = readEntities(text, ALL);
  expect(found.map(({ organization: { org_id }, entity }) => [org_id, entity])).toEqual([
    ["o-1", "tenant-1"],
    ["o-2", "tenant-3"],
  ]);
  expect(unknown).toEqual([]);
});

test("lines that name no organization or no id are returned", () => {
  const { found, unknown } = readEntities("nobody.com; x\ncontoso.com\nContoso, Ltd.; y", ALL);
  expect(found).toHaveLength(1);
  expect(unknown).toEqual(["nobody.com; x", "contoso.com"]);
});
