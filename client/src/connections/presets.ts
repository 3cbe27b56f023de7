import type { Flow } from "../api/schema";

export const PRESETS = [
  "empty",
  "microsoft_graph",
  "microsoft_csp",
  "halopsa",
  "pax8",
  "ninjaone",
] as const;

export type Preset = (typeof PRESETS)[number];

interface Filled {
  name: string;
  flow: Flow;
  authorizationUrl: string;
  tokenUrl: string;
  scopes: string;
  perOrganization: boolean;
}

const CLIENT = {
  flow: "client_credentials",
  authorizationUrl: "",
  perOrganization: false,
} as const;

/** What the ready-made modules need of their connection; docs/modules.md says the same. */
export const FILLED: Record<Preset, Filled> = {
  empty: { ...CLIENT, name: "", flow: "authorization_code", tokenUrl: "", scopes: "" },
  microsoft_graph: {
    ...CLIENT,
    name: "microsoft_graph",
    tokenUrl: "https://login.microsoftonline.com/{entity_id}/oauth2/v2.0/token",
    scopes: "https://graph.microsoft.com/.default",
    perOrganization: true,
  },
  microsoft_csp: {
    name: "microsoft_csp",
    flow: "authorization_code",
    authorizationUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scopes: "https://api.partnercenter.microsoft.com/user_impersonation offline_access",
    perOrganization: false,
  },
  halopsa: {
    ...CLIENT,
    name: "halopsa",
    tokenUrl: "https://NAME.halopsa.com/auth/token?tenant=NAME",
    scopes: "all",
  },
  pax8: { ...CLIENT, name: "pax8", tokenUrl: "https://api.pax8.com/v1/token", scopes: "" },
  ninjaone: {
    ...CLIENT,
    name: "ninjaone",
    tokenUrl: "https://app.ninjarmm.com/ws/oauth/token",
    scopes: "monitoring management",
  },
};
