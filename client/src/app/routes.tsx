import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import type { SessionView } from "../api/schema";
import { readFormSearch, readFormsSearch } from "../forms/formsSearch";
import { OrganizationGate } from "../organizations/OrganizationGate";
import { lastScope } from "../organizations/visited";
import { readRunsSearch } from "../runs/runsSearch";
import { firstScope } from "../session/abilities";
import { readWorkflowSearch, readWorkflowsSearch } from "../workflows/workflowSearch";
import { NotFoundPage } from "./NotFoundPage";
import { RoutedError } from "./RoutedError";
import { Shell } from "./shell/Shell";

interface RouterContext {
  session: SessionView;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: NotFoundPage,
});

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: ({ context }) => {
    const organization = firstScope(context.session, lastScope());
    if (organization !== undefined) {
      throw redirect({ to: "/o/$organization", params: { organization }, replace: true });
    }
  },
  component: lazyRouteComponent(
    () => import("../organizations/NoOrganizationPage"),
    "NoOrganizationPage",
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "sign-in",
  beforeLoad: () => {
    throw redirect({ to: "/", replace: true });
  },
});

const account = createRoute({
  getParentRoute: () => root,
  path: "me",
  component: lazyRouteComponent(() => import("../session/AccountPage"), "AccountPage"),
});

/** Every page of an organization is below this route, which refuses those that are not the user's. */
const organization = createRoute({
  getParentRoute: () => root,
  path: "o/$organization",
  component: OrganizationGate,
});

const organizationHome = createRoute({
  getParentRoute: () => organization,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$organization/forms", params, replace: true });
  },
});

const workflows = createRoute({
  getParentRoute: () => organization,
  path: "workflows",
  validateSearch: readWorkflowsSearch,
  component: lazyRouteComponent(() => import("../workflows/WorkflowsPage"), "WorkflowsPage"),
});

const workflow = createRoute({
  getParentRoute: () => organization,
  path: "workflows/$name",
  validateSearch: readWorkflowSearch,
  component: lazyRouteComponent(() => import("../workflows/WorkflowPage"), "WorkflowPage"),
});

const forms = createRoute({
  getParentRoute: () => organization,
  path: "forms",
  validateSearch: readFormsSearch,
  component: lazyRouteComponent(() => import("../forms/FormsPage"), "FormsPage"),
});

const form = createRoute({
  getParentRoute: () => organization,
  path: "forms/$formId",
  validateSearch: readFormSearch,
  component: lazyRouteComponent(() => import("../forms/runner/FormPage"), "FormPage"),
});

const runs = createRoute({
  getParentRoute: () => organization,
  path: "runs",
  validateSearch: readRunsSearch,
  component: lazyRouteComponent(() => import("../runs/RunsPage"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => organization,
  path: "runs/$executionId",
  component: lazyRouteComponent(() => import("../runs/RunPage"), "RunPage"),
});

const tree = root.addChildren([
  home,
  signIn,
  account,
  organization.addChildren([organizationHome, forms, form, runs, run, workflows, workflow]),
]);

export const router = createRouter({
  routeTree: tree,
  // The session is given by SignedIn, which renders the router.
  context: undefined as unknown as RouterContext,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RoutedError,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
