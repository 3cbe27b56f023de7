import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readAuditSearch } from "../audit/auditSearch";
import { organization } from "./baseRoutes";
import { onlySearch } from "./onlySearch";

const home = createRoute({
  getParentRoute: () => organization,
  path: "home",
  component: lazyRouteComponent(() => import("../home/HomePage"), "HomePage"),
});

const audit = createRoute({
  getParentRoute: () => organization,
  path: "audit",
  staticData: { needs: "audit.read" },
  validateSearch: onlySearch(readAuditSearch),
  component: lazyRouteComponent(() => import("../audit/AuditPage"), "AuditPage"),
});

/** The pages that show what goes on in an organization, and what was changed. */
export const overviewRoutes = [home, audit] as const;
