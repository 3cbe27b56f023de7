/** One thing of a checklist. */
export interface Choice {
  id: string;
  name: string;
  /** What else it is found by, shown under the name. */
  also: string;
}

/** What has to be added and removed, so that the server has what was chosen. */
export function changesOf(saved: ReadonlySet<string>, chosen: ReadonlySet<string>) {
  return {
    added: [...chosen].filter((id) => !saved.has(id)),
    removed: [...saved].filter((id) => !chosen.has(id)),
  };
}
