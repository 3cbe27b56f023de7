import type { BatchCreate, FormField, JsonValue } from "../api/schema";
import type { ChoosableOrganization } from "../organizations/matchOrganizations";
import { withTags } from "../organizations/tags";
import * as texts from "../texts/texts";
import { rowsOf } from "./fleetRows";

export type SourceKind = "workflow" | "form";
export const AUDIENCES = ["tags", "organizations", "all", "pasted", "table"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What is typed into the editor of a fleet run, apart from the values for all organizations. */
export interface FleetDraft {
  name: string;
  kind: SourceKind;
  workflowName: string;
  formId: string;
  /** The only organization that can run it, whose own form it is; undefined for all. */
  only?: string | undefined;
  audience: Audience;
  organizations: string[];
  tags: string[];
  /** Organizations by line: ids, names or domains. */
  pasted: string;
  /** A table with a column `organization`, and columns of values. */
  table: string;
  stages: string;
  failureLimit: number;
  /** Lines such as `tenant = graph_tenant`: a parameter, and a key of configuration. */
  configuration: string;
}

export const NEW_DRAFT: FleetDraft = {
  name: "",
  kind: "workflow",
  workflowName: "",
  formId: "",
  audience: "tags",
  organizations: [],
  tags: [],
  pasted: "",
  table: "",
  stages: "1, 5",
  failureLimit: 1,
  configuration: "",
};

export interface Chosen {
  organizations: readonly ChoosableOrganization[];
  /** What was typed and names no organization. */
  unknown: readonly string[];
}

/** The organizations that the draft means, as they are known here. */
export function chosenOf(draft: FleetDraft, all: readonly ChoosableOrganization[]): Chosen {
  const active = all.filter(({ isActive }) => isActive);
  switch (draft.audience) {
    case "all":
      return { organizations: active, unknown: [] };
    case "tags":
      return { organizations: draft.tags.length ? withTags(active, draft.tags) : [], unknown: [] };
    case "organizations":
      return named(draft.organizations, all);
    case "pasted":
      return named(linesOf(draft.pasted), all);
    case "table":
      return named(rowsOf(draft.table, [], draft.only).organizations, all);
  }
}

/** Organizations by id, name or domain; case makes no difference. */
function named(given: readonly string[], all: readonly ChoosableOrganization[]): Chosen {
  const byName = new Map<string, ChoosableOrganization>();
  for (const one of [...all].reverse()) {
    for (const name of [...one.domains, one.name, one.id]) byName.set(name.toLowerCase(), one);
  }
  const found = given.map((text) => byName.get(text.toLowerCase()));
  return {
    organizations: found.filter((one) => one !== undefined),
    unknown: given.filter((_, at) => found[at] === undefined),
  };
}

function linesOf(text: string): string[] {
  const lines = text.split(/[\n,;]/).map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}

/** The sizes of the stages; undefined if the text is no list of numbers. */
export function stagesOf(text: string): number[] | undefined {
  const sizes = text
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map(Number);
  return sizes.every((size) => Number.isInteger(size) && size > 0) ? sizes : undefined;
}

/** Parameters with the keys of configuration that they take; undefined if a line is neither. */
export function configurationOf(text: string): Record<string, string> | undefined {
  const pairs: [string, string][] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const [name, key, ...more] = line.split("=").map((one) => one.trim());
    if (!name || !key || more.length > 0) return undefined;
    pairs.push([name, key]);
  }
  return Object.fromEntries(pairs);
}

/** The names of the values that each organization has of its own. */
export function ownNames(draft: FleetDraft, fields: readonly FormField[]): Set<string> {
  const columns = draft.audience === "table" ? rowsOf(draft.table, fields, draft.only).columns : [];
  return new Set([...columns, ...Object.keys(configurationOf(draft.configuration) ?? {})]);
}

/** Why the draft cannot be sent; undefined if it can. */
export function faultOf(draft: FleetDraft, chosen: Chosen, fields: readonly FormField[]) {
  if (draft.name.trim() === "") return texts.fleet.needsName;
  if ((draft.kind === "form" ? draft.formId : draft.workflowName) === "") {
    return texts.fleet.needsSource;
  }
  if (chosen.unknown.length > 0) return texts.fleet.unknown(chosen.unknown);
  if (chosen.organizations.length === 0) return texts.fleet.needsOrganizations;
  if (stagesOf(draft.stages) === undefined) return texts.fleet.wrongStages;
  if (configurationOf(draft.configuration) === undefined) return texts.fleet.wrongConfiguration;
  const stranger = chosen.organizations.find(
    ({ id }) => draft.only !== undefined && id !== draft.only,
  );
  if (stranger !== undefined) return texts.fleet.notItsForm(stranger.name);
  return draft.audience === "table" ? rowsOf(draft.table, fields, draft.only).fault : undefined;
}

/** What the server is sent. */
export function batchOf(
  draft: FleetDraft,
  inputs: Record<string, JsonValue>,
  chosen: Chosen,
  fields: readonly FormField[],
): BatchCreate {
  const own = ownNames(draft, fields);
  const shared = Object.entries(inputs).filter(([name]) => !own.has(name));
  return {
    name: draft.name,
    ...(draft.kind === "form" ? { formId: draft.formId } : { workflowName: draft.workflowName }),
    ...whomOf(draft, chosen, fields),
    inputs: Object.fromEntries(shared),
    configuration: configurationOf(draft.configuration) ?? {},
    stages: stagesOf(draft.stages) ?? [],
    failureLimit: draft.failureLimit,
  };
}

function whomOf(
  draft: FleetDraft,
  chosen: Chosen,
  fields: readonly FormField[],
): Pick<BatchCreate, "rows" | "target"> {
  if (draft.audience === "all") return { target: targetOf({ allOrganizations: true }) };
  if (draft.audience === "tags") return { target: targetOf({ tags: draft.tags }) };
  const values = draft.audience === "table" ? rowsOf(draft.table, fields, draft.only).values : [];
  const rows = chosen.organizations.map(({ id }, at) => ({
    organizationId: id,
    inputs: values[at] ?? {},
  }));
  return { rows };
}

function targetOf(given: Partial<NonNullable<BatchCreate["target"]>>) {
  return { organizations: [], tags: [], allOrganizations: false, ...given };
}
