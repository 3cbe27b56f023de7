import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import type { Ability } from "../api/schema";
import { readEventsSearch } from "../eventlog/eventsSearch";
import { readBuilderSearch, readNewFormSearch } from "../forms/builderSearch";
import { readFormSearch, readFormsSearch } from "../forms/formsSearch";
import { lastScope } from "../organizations/visited";
import { readRunsSearch } from "../runs/runsSearch";
import { readSchedulesSearch } from "../schedules/schedulesSearch";
import { firstScope } from "../session/abilities";
import { readWebhookSearch } from "../webhooks/webhookSearch";
import { readWorkflowSearch, readWorkflowsSearch } from "../workflows/workflowSearch";
import { accessRoutes } from "./accessRoutes";
import { aiRoutes } from "./aiRoutes";
import { organization, type RouterContext, root } from "./baseRoutes";
import { chatRoutes } from "./chatRoutes";
import { careRoutes, platformCareRoutes } from "./houseRoutes";
import { onlySearch } from "./onlySearch";
import { overviewRoutes } from "./overviewRoutes";
import { platformRoutes } from "./platformRoutes";
import { RoutedError } from "./RoutedError";

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

const device = createRoute({
  getParentRoute: () => root,
  path: "device",
  component: lazyRouteComponent(() => import("../machines/DevicePage"), "DevicePage"),
});

const organizationHome = createRoute({
  getParentRoute: () => organization,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$organization/home", params, replace: true });
  },
});

const workflows = createRoute({
  getParentRoute: () => organization,
  path: "workflows",
  validateSearch: onlySearch(readWorkflowsSearch),
  component: lazyRouteComponent(() => import("../workflows/WorkflowsPage"), "WorkflowsPage"),
});

const workflow = createRoute({
  getParentRoute: () => organization,
  path: "workflows/$name",
  validateSearch: onlySearch(readWorkflowSearch),
  component: lazyRouteComponent(() => import("../workflows/WorkflowPage"), "WorkflowPage"),
});

const forms = createRoute({
  getParentRoute: () => organization,
  path: "forms",
  validateSearch: onlySearch(readFormsSearch),
  component: lazyRouteComponent(() => import("../forms/FormsPage"), "FormsPage"),
});

const form = createRoute({
  getParentRoute: () => organization,
  path: "forms/$formId",
  validateSearch: onlySearch(readFormSearch),
  component: lazyRouteComponent(() => import("../forms/runner/FormPage"), "FormPage"),
});

const newForm = createRoute({
  getParentRoute: () => organization,
  path: "forms/new",
  staticData: { needs: "forms.manage" },
  validateSearch: onlySearch(readNewFormSearch),
  component: lazyRouteComponent(() => import("../forms/builder/NewFormPage"), "NewFormPage"),
});

const editForm = createRoute({
  getParentRoute: () => organization,
  path: "forms/$formId/edit",
  staticData: { needs: "forms.manage" },
  validateSearch: onlySearch(readBuilderSearch),
  component: lazyRouteComponent(() => import("../forms/builder/EditFormPage"), "EditFormPage"),
});

const runs = createRoute({
  getParentRoute: () => organization,
  path: "runs",
  validateSearch: onlySearch(readRunsSearch),
  component: lazyRouteComponent(() => import("../runs/RunsPage"), "RunsPage"),
});

const run = createRoute({
  getParentRoute: () => organization,
  path: "runs/$executionId",
  component: lazyRouteComponent(() => import("../runs/RunPage"), "RunPage"),
});

const webhooks = createRoute({
  getParentRoute: () => organization,
  path: "webhooks",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../webhooks/WebhooksPage"), "WebhooksPage"),
});

const webhook = createRoute({
  getParentRoute: () => organization,
  path: "webhooks/$sourceId",
  staticData: { needs: "automation.manage" },
  validateSearch: onlySearch(readWebhookSearch),
  component: lazyRouteComponent(() => import("../webhooks/WebhookPage"), "WebhookPage"),
});

const endpoints = createRoute({
  getParentRoute: () => organization,
  path: "endpoints",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../webhooks/EndpointsPage"), "EndpointsPage"),
});

const events = createRoute({
  getParentRoute: () => organization,
  path: "events",
  staticData: { needs: "audit.read" },
  validateSearch: onlySearch(readEventsSearch),
  component: lazyRouteComponent(() => import("../eventlog/EventsPage"), "EventsPage"),
});

const triggers = createRoute({
  getParentRoute: () => organization,
  path: "event-triggers",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../triggers/TriggersPage"), "TriggersPage"),
});

const trigger = createRoute({
  getParentRoute: () => organization,
  path: "event-triggers/$triggerId",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../triggers/TriggerPage"), "TriggerPage"),
});

const outgoingWebhooks = createRoute({
  getParentRoute: () => organization,
  path: "outgoing-webhooks",
  staticData: { needs: "connections.manage" },
  component: lazyRouteComponent(() => import("../outgoing/WebhooksPage"), "WebhooksPage"),
});

const outgoingWebhook = createRoute({
  getParentRoute: () => organization,
  path: "outgoing-webhooks/$webhookId",
  staticData: { needs: "connections.manage" },
  component: lazyRouteComponent(() => import("../outgoing/WebhookPage"), "WebhookPage"),
});

const delivery = createRoute({
  getParentRoute: () => organization,
  path: "outgoing-webhooks/$webhookId/deliveries/$eventId",
  staticData: { needs: "connections.manage" },
  component: lazyRouteComponent(() => import("../outgoing/DeliveryPage"), "DeliveryPage"),
});

const schedules = createRoute({
  getParentRoute: () => organization,
  path: "schedules",
  staticData: { needs: "automation.manage" },
  validateSearch: onlySearch(readSchedulesSearch),
  component: lazyRouteComponent(() => import("../schedules/SchedulesPage"), "SchedulesPage"),
});

const newSchedule = createRoute({
  getParentRoute: () => organization,
  path: "schedules/new",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../schedules/NewSchedulePage"), "NewSchedulePage"),
});

const schedule = createRoute({
  getParentRoute: () => organization,
  path: "schedules/$scheduleId",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../schedules/SchedulePage"), "SchedulePage"),
});

const editSchedule = createRoute({
  getParentRoute: () => organization,
  path: "schedules/$scheduleId/edit",
  staticData: { needs: "automation.manage" },
  component: lazyRouteComponent(() => import("../schedules/EditSchedulePage"), "EditSchedulePage"),
});

const tree = root.addChildren([
  home,
  signIn,
  account,
  device,
  ...platformRoutes,
  ...platformCareRoutes,
  organization.addChildren([
    organizationHome,
    delivery,
    editForm,
    events,
    form,
    forms,
    newForm,
    run,
    runs,
    trigger,
    triggers,
    outgoingWebhook,
    outgoingWebhooks,
    workflow,
    webhooks,
    webhook,
    endpoints,
    workflows,
    schedules,
    newSchedule,
    schedule,
    editSchedule,
    ...accessRoutes,
    ...aiRoutes,
    ...chatRoutes,
    ...overviewRoutes,
    ...careRoutes,
  ]),
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
  interface StaticDataRouteOption {
    /** Who may not do this in the organization does not see the page. */
    needs?: Ability;
  }
}
