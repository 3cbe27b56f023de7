import type { ConnectionCreate, ConnectionDetail, ConnectionUpdate, Flow } from "../api/schema";
import * as texts from "../texts/texts";
import type { Compared } from "../ui/fields";
import { FILLED, type Preset } from "./presets";

/** What a person types about a connection. */
export interface ConnectionDraft {
  preset: Preset;
  name: string;
  description: string;
  flow: Flow;
  clientId: string;
  /** A new secret: only what was typed just now. */
  clientSecret: string;
  authorizationUrl: string;
  tokenUrl: string;
  issuer: string;
  scopes: string;
  partner: string;
  perOrganization: boolean;
}

const BLANK = { description: "", clientId: "", clientSecret: "", issuer: "", partner: "" };

/** A new connection to a system that is known, or to another one. */
export function filled(preset: Preset): ConnectionDraft {
  return { ...BLANK, preset, ...FILLED[preset] };
}

export function draftOf(connection: ConnectionDetail): ConnectionDraft {
  return {
    preset: "empty",
    name: connection.connection_name,
    description: connection.description,
    flow: connection.oauth_flow_type,
    clientId: connection.client_id,
    clientSecret: "",
    authorizationUrl: connection.authorization_url ?? "",
    tokenUrl: connection.token_url,
    issuer: connection.issuer ?? "",
    scopes: connection.scopes,
    partner: connection.partner_connection ?? "",
    perOrganization: connection.per_organization,
  };
}

export function createdOf(draft: ConnectionDraft): ConnectionCreate {
  const isPartner = draft.flow === "partner";
  return {
    connection_name: draft.name,
    description: draft.description,
    oauth_flow_type: draft.flow,
    client_id: isPartner ? null : draft.clientId || null,
    client_secret: isPartner ? null : draft.clientSecret || null,
    authorization_url: isPartner ? null : draft.authorizationUrl || null,
    token_url: draft.tokenUrl,
    issuer: isPartner ? null : draft.issuer || null,
    scopes: draft.scopes,
    per_organization: draft.perOrganization || isPartner,
    partner_connection: isPartner ? draft.partner || null : null,
  };
}

/** What is sent of a change: only what differs, because another client or URL ends the tokens. */
export function changeOf(before: ConnectionDetail, draft: ConnectionDraft): ConnectionUpdate {
  const was = draftOf(before);
  const changed = (name: keyof ConnectionDraft) =>
    draft[name] !== was[name] && draft[name] !== "" ? String(draft[name]) : undefined;
  const facts = {
    client_id: changed("clientId"),
    client_secret: changed("clientSecret"),
    authorization_url: changed("authorizationUrl"),
    token_url: changed("tokenUrl"),
    issuer: changed("issuer"),
    partner_connection: changed("partner"),
  };
  const sent = Object.entries(facts).filter(([, value]) => value !== undefined);
  return {
    ...Object.fromEntries(sent),
    ...(draft.description === was.description ? {} : { description: draft.description }),
    ...(draft.scopes === was.scopes ? {} : { scopes: draft.scopes }),
  };
}

export function compareConnection(draft: ConnectionDraft): Compared[] {
  const words = texts.connections;
  return [
    { label: words.description, text: draft.description },
    { label: words.clientId, text: draft.clientId },
    {
      label: words.clientSecret,
      text: draft.clientSecret === "" ? "" : words.clientSecretHelp,
    },
    { label: words.authorizationUrl, text: draft.authorizationUrl },
    { label: words.tokenUrl, text: draft.tokenUrl },
    { label: words.issuer, text: draft.issuer },
    { label: words.scopes, text: draft.scopes },
    { label: words.partner, text: draft.partner },
  ];
}
