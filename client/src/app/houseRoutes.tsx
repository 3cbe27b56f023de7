import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { readDiagnosticsSearch } from "../diagnostics/diagnosticsSearch";
import { organization, root } from "./baseRoutes";
import { onlySearch } from "./onlySearch";

const diagnostics = createRoute({
  getParentRoute: () => root,
  path: "platform/diagnostics",
  validateSearch: onlySearch(readDiagnosticsSearch),
  component: lazyRouteComponent(() => import("../diagnostics/DiagnosticsPage"), "DiagnosticsPage"),
});

const deadLetters = createRoute({
  getParentRoute: () => organization,
  path: "dead-letters",
  staticData: { needs: "deadLetters.manage" },
  component: lazyRouteComponent(() => import("../deadletters/DeadLettersPage"), "DeadLettersPage"),
});

/** What needs care: of the platform, and of an organization. */
export const platformCareRoutes = [diagnostics] as const;
export const careRoutes = [deadLetters] as const;
