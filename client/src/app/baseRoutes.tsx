import { createRootRouteWithContext, createRoute, redirect } from "@tanstack/react-router";
import type { SessionView } from "../api/schema";
import { ALL_SCOPE } from "../api/scope";
import { OrganizationGate } from "../organizations/OrganizationGate";
import { NotFoundPage } from "./NotFoundPage";
import { Shell } from "./shell/Shell";

export interface RouterContext {
  session: SessionView;
}

export const root = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
});

/** Every page of an organization is below this route, which refuses those that are not the user's. */
export const organization = createRoute({
  getParentRoute: () => root,
  path: "o/$organization",
  beforeLoad: ({ params, location }) => {
    // Of all organizations together there are runs only.
    if (params.organization !== ALL_SCOPE || location.pathname.startsWith("/o/all/runs")) return;
    throw redirect({ to: "/o/$organization/runs", params, replace: true });
  },
  component: OrganizationGate,
});
