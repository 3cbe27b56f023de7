export const BUILDER_TABS = ["fields", "settings", "preview", "json"] as const;

export type BuilderTab = (typeof BUILDER_TABS)[number];

export interface BuilderSearch {
  tab?: BuilderTab;
}

export interface NewFormSearch extends BuilderSearch {
  /** The workflow that the form is drafted from. */
  workflow?: string;
}

export function isBuilderTab(value: unknown): value is BuilderTab {
  return BUILDER_TABS.some((tab) => tab === value);
}

export function readBuilderSearch(given: Record<string, unknown>): BuilderSearch {
  return isBuilderTab(given.tab) ? { tab: given.tab } : {};
}

export function readNewFormSearch(given: Record<string, unknown>): NewFormSearch {
  const { workflow } = given;
  const isNamed = typeof workflow === "string" && workflow !== "";
  return { ...readBuilderSearch(given), ...(isNamed ? { workflow } : {}) };
}
