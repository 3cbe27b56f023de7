export const DIAGNOSTIC_TABS = ["state", "deadLetters", "settings"] as const;

export type DiagnosticTab = (typeof DIAGNOSTIC_TABS)[number];

/** The tab of the diagnostics, as the address has it. */
export interface DiagnosticsSearch {
  tab?: DiagnosticTab;
}

export function readDiagnosticsSearch(given: Record<string, unknown>): DiagnosticsSearch {
  const tab = DIAGNOSTIC_TABS.find((one) => one === given.tab);
  return tab === undefined ? {} : { tab };
}
