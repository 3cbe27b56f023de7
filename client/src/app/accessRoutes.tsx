import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readConnectionSearch, readConnectionsSearch } from "../connections/connectionsSearch";
import { readRoleSearch } from "../roles/roleSearch";
import { readTypedSearch } from "../ui/typedSearch";
import { organization } from "./baseRoutes";
import { onlySearch } from "./onlySearch";

const roles = createRoute({
  getParentRoute: () => organization,
  path: "roles",
  staticData: { needs: "roles.manage" },
  validateSearch: onlySearch(readTypedSearch),
  component: lazyRouteComponent(() => import("../roles/RolesPage"), "RolesPage"),
});

const role = createRoute({
  getParentRoute: () => organization,
  path: "roles/$roleId",
  staticData: { needs: "roles.manage" },
  validateSearch: onlySearch(readRoleSearch),
  component: lazyRouteComponent(() => import("../roles/RolePage"), "RolePage"),
});

const members = createRoute({
  getParentRoute: () => organization,
  path: "members",
  staticData: { needs: "members.read" },
  validateSearch: onlySearch(readTypedSearch),
  component: lazyRouteComponent(() => import("../people/MembersPage"), "MembersPage"),
});

const config = createRoute({
  getParentRoute: () => organization,
  path: "config",
  staticData: { needs: "config.manage" },
  validateSearch: onlySearch(readTypedSearch),
  component: lazyRouteComponent(() => import("../config/ConfigPage"), "ConfigPage"),
});

const secrets = createRoute({
  getParentRoute: () => organization,
  path: "secrets",
  staticData: { needs: "secrets.manage" },
  validateSearch: onlySearch(readTypedSearch),
  component: lazyRouteComponent(() => import("../config/SecretsPage"), "SecretsPage"),
});

const keys = createRoute({
  getParentRoute: () => organization,
  path: "keys",
  staticData: { needs: "keys.manage" },
  component: lazyRouteComponent(() => import("../keys/KeysPage"), "KeysPage"),
});

const connections = createRoute({
  getParentRoute: () => organization,
  path: "connections",
  staticData: { needs: "connections.manage" },
  validateSearch: onlySearch(readConnectionsSearch),
  component: lazyRouteComponent(() => import("../connections/ConnectionsPage"), "ConnectionsPage"),
});

const connection = createRoute({
  getParentRoute: () => organization,
  path: "connections/$connection",
  staticData: { needs: "connections.manage" },
  validateSearch: onlySearch(readConnectionSearch),
  component: lazyRouteComponent(() => import("../connections/ConnectionPage"), "ConnectionPage"),
});

const factorPolicy = createRoute({
  getParentRoute: () => organization,
  path: "security",
  staticData: { needs: "security.manage" },
  component: lazyRouteComponent(() => import("../security/PolicyPage"), "PolicyPage"),
});

const invitations = createRoute({
  getParentRoute: () => organization,
  path: "invitations",
  staticData: { needs: "members.read" },
  component: lazyRouteComponent(() => import("../invitations/InvitationsPage"), "InvitationsPage"),
});

const serviceAccounts = createRoute({
  getParentRoute: () => organization,
  path: "service-accounts",
  staticData: { needs: "keys.manage" },
  component: lazyRouteComponent(
    () => import("../machines/ServiceAccountsPage"),
    "ServiceAccountsPage",
  ),
});

const signInProviders = createRoute({
  getParentRoute: () => organization,
  path: "sign-in-providers",
  staticData: { needs: "connections.manage" },
  component: lazyRouteComponent(() => import("../providers/ProvidersPage"), "ProvidersPage"),
});

/** An organization's settings, and who may do what in it. */
export const accessRoutes = [
  connection,
  connections,
  config,
  secrets,
  keys,
  roles,
  role,
  members,
  factorPolicy,
  invitations,
  serviceAccounts,
  signInProviders,
] as const;
