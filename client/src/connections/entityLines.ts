import type { ConnectionEntity } from "../api/schema";

/** The ids that were pasted, by organization, and the lines that name none. */
export interface PastedEntities {
  found: { organization: ConnectionEntity; entity: string }[];
  unknown: string[];
}

/** Reads lines such as `contoso.com; 8f2c…`: domain, name or id, then the id at the provider. */
export function readEntities(
  text: string,
  organizations: readonly ConnectionEntity[],
): PastedEntities {
  const byWord = new Map<string, ConnectionEntity>();
  for (const one of organizations) {
    for (const word of [one.org_id, one.name, ...one.domains]) byWord.set(word.toLowerCase(), one);
  }
  const found = new Map<string, { organization: ConnectionEntity; entity: string }>();
  const unknown: string[] = [];
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "") continue;
    const [, who = "", entity = ""] = /^(.*?)\s*[;,\t]\s*(\S+)$/.exec(line) ?? [];
    const organization = byWord.get(who.trim().toLowerCase());
    if (organization === undefined || entity === "") unknown.push(line);
    else found.set(organization.org_id, { organization, entity });
  }
  return { found: [...found.values()], unknown };
}
