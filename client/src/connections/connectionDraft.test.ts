import { expect, test } from "vitest";
import type { ConnectionDetail } from "../api/schema";
import { changeOf, compareConnection, createdOf, draftOf, filled } from "./connectionDraft";

const GRAPH: ConnectionDetail = {
  connection_name: "graph",
  org_id: "acme",
  description: "",
  oauth_flow_type: "authorization_code",
  client_id: "client",
  has_client_secret: true,
  authorization_url: "https://login.test/authorize",
  token_url: "https://login.test/token",
  issuer: null,
  scopes: "Mail.Read",
  per_organization: false,
  partner_connection: null,
  serves: [],
  entity_id: null,
  token_endpoint_auth_method: "auto",
  token_parameters: {},
  redirect_uri: "https://bifrost.test/oauth/callback/1",
  status: "completed",
  status_message: null,
  expires_at: null,
  connected_by: null,
  connected_at: null,
  last_refresh_at: null,
  last_test_at: null,
  what_to_do: "Nothing.",
  created_at: "2026-01-01T00:00:00Z",
  created_by: "x",
  updated_at: null,
};

test("only what was changed is sent, and a secret that was left empty is kept", () => {
  expect(changeOf(GRAPH, draftOf(GRAPH))).toEqual({});
  expect(changeOf(GRAPH, { ...draftOf(GRAPH), scopes: "" })).toEqual({ scopes: "" });
  const moved = { ...draftOf(GRAPH), tokenUrl: "https://other.test/token", clientSecret: "s" };
  expect(changeOf(GRAPH, moved)).toEqual({
    token_url: "https://other.test/token",
    client_secret: "s",
  });
});

test("a preset has all but the client", () => {
  const made = createdOf({ ...filled("microsoft_graph"), clientId: "c", clientSecret: "s" });
  expect(made).toMatchObject({
    connection_name: "microsoft_graph",
    oauth_flow_type: "client_credentials",
    per_organization: true,
    authorization_url: null,
  });
});

test("a conflict never shows a secret", () => {
  const compared = compareConnection({ ...draftOf(GRAPH), clientSecret: "hunter22" });
  expect(JSON.stringify(compared)).not.toContain("hunter22");
});
