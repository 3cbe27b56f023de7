/** The filters of the audit log, as the page's address has them. */
export interface AuditSearch {
  operation?: string;
  actor?: string;
  object?: string;
  /** Days, such as 2026-03-02. */
  since?: string;
  until?: string;
}

const NAMES = ["operation", "actor", "object", "since", "until"] as const;

/** Reads the filters from an address; what is no text is left out. */
export function readAuditSearch(given: Record<string, unknown>): AuditSearch {
  const texts = NAMES.map((name) => [name, given[name]] as const).filter(
    ([, value]) => typeof value === "string" && value !== "",
  );
  return Object.fromEntries(texts);
}

/** The query of the API for these filters. */
export function auditQuery({ operation, actor, object, since, until }: AuditSearch) {
  return {
    ...(operation === undefined ? {} : { operation }),
    ...(actor === undefined ? {} : { actor }),
    ...(object === undefined ? {} : { objectId: object }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}
