import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readCodeSearch } from "../code/codeSearch";
import { readFleetRunSearch, readNewFleetRunSearch } from "../fleet/fleetSearch";
import { readUsersSearch } from "../people/usersSearch";
import { readTypedSearch } from "../ui/typedSearch";
import { root } from "./baseRoutes";
import { onlySearch } from "./onlySearch";

const branding = createRoute({
  getParentRoute: () => root,
  path: "platform/branding",
  component: lazyRouteComponent(() => import("../branding/BrandingPage"), "BrandingPage"),
});

const code = createRoute({
  getParentRoute: () => root,
  path: "platform/code",
  staticData: { needs: "code.manage" },
  validateSearch: onlySearch(readCodeSearch),
  component: lazyRouteComponent(() => import("../code/CodePage"), "CodePage"),
});

const users = createRoute({
  getParentRoute: () => root,
  path: "platform/users",
  validateSearch: onlySearch(readUsersSearch),
  component: lazyRouteComponent(() => import("../people/UsersPage"), "UsersPage"),
});

const user = createRoute({
  getParentRoute: () => root,
  path: "platform/users/$userId",
  component: lazyRouteComponent(() => import("../people/UserPage"), "UserPage"),
});

const organizations = createRoute({
  getParentRoute: () => root,
  path: "platform/organizations",
  validateSearch: onlySearch(readTypedSearch),
  component: lazyRouteComponent(
    () => import("../organizations/manage/OrganizationsPage"),
    "OrganizationsPage",
  ),
});

const oneOrganization = createRoute({
  getParentRoute: () => root,
  path: "platform/organizations/$organizationId",
  component: lazyRouteComponent(
    () => import("../organizations/manage/OrganizationPage"),
    "OrganizationPage",
  ),
});

const fleetRuns = createRoute({
  getParentRoute: () => root,
  path: "platform/fleet-runs",
  component: lazyRouteComponent(() => import("../fleet/FleetRunsPage"), "FleetRunsPage"),
});

const newFleetRun = createRoute({
  getParentRoute: () => root,
  path: "platform/fleet-runs/new",
  validateSearch: onlySearch(readNewFleetRunSearch),
  component: lazyRouteComponent(() => import("../fleet/NewFleetRunPage"), "NewFleetRunPage"),
});

const fleetRun = createRoute({
  getParentRoute: () => root,
  path: "platform/fleet-runs/$batchId",
  validateSearch: onlySearch(readFleetRunSearch),
  component: lazyRouteComponent(() => import("../fleet/FleetRunPage"), "FleetRunPage"),
});

const packages = createRoute({
  getParentRoute: () => root,
  path: "platform/packages",
  validateSearch: onlySearch(readTypedSearch),
  component: lazyRouteComponent(() => import("../packages/PackagesPage"), "PackagesPage"),
});

/** The pages about the platform, each for its administrators. */
export const platformRoutes = [
  code,
  branding,
  users,
  user,
  organizations,
  oneOrganization,
  fleetRuns,
  newFleetRun,
  fleetRun,
  packages,
] as const;
