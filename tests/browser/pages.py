"""Every page of the client: its address, its title, and who looks at it."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser import api
from tests.browser.administration.samples import samples_of_administration
from tests.browser.ai.samples import samples_of_ai
from tests.browser.automation.samples import samples_of_automation
from tests.browser.site import ACTIVE, ADMIN, NOBODY, OWNER, Site


@dataclass(frozen=True, slots=True)
class PageOf:
    """A page, by its component in ``client/src``.

    ``address`` names what it is about in braces: ``{org}``, ``{form}``, ``{run}``.
    """

    component: str
    address: str
    title: str
    user: str | None = OWNER

    def open(self, page: Page, site: Site, about: dict[str, str]) -> None:
        """Open the page as its user, and wait until it is there."""
        address = self.address.format_map(about)
        if self.user is None:
            site.open(page, address)
        else:
            site.enter(page, self.user, address)
        expect(page.get_by_role("heading", level=1, name=self.title)).to_be_visible()
        page.wait_for_load_state("networkidle")


#: Every component that the routes in client/src/app and PublicPage.tsx load; a test compares.
PAGES = (
    PageOf("session/SignInPage", "/", "Sign in", None),
    PageOf("session/SetPasswordPage", "/set-password#token=sample", "Set a password", None),
    PageOf("session/SetupPage", "/setup#token=bfs_sample", "Set up the first administrator", None),
    PageOf("session/ForgottenPasswordPage", "/forgotten-password", "Forgotten password", None),
    PageOf("invitations/InvitationPage", "/invitation#token=x", "does not work any more", None),
    PageOf("machines/DevicePage", "/device", "Allow a command line"),
    PageOf("machines/ServiceAccountsPage", "/o/{org}/service-accounts", "Service accounts"),
    PageOf("invitations/InvitationsPage", "/o/{org}/invitations", "Invitations"),
    PageOf("session/CallbackPage", "/oauth/callback/sample?state=x&code=y", "Connection", None),
    PageOf("session/sso/ReturnPage", "/sign-in/callback/sample?state=x&code=y", "Sign-in", None),
    PageOf("session/SignedInPage", "/signed-in", "You are signed in", None),
    PageOf("session/AccountPage", "/me", "Your account"),
    PageOf("branding/BrandingPage", "/platform/branding", "Branding", ADMIN),
    PageOf("code/CodePage", "/platform/code", "Code", ADMIN),
    PageOf("fleet/FleetRunsPage", "/platform/fleet-runs", "Fleet runs", ADMIN),
    PageOf("fleet/NewFleetRunPage", "/platform/fleet-runs/new", "New fleet run", ADMIN),
    PageOf("fleet/FleetRunPage", "/platform/fleet-runs/{batch}", "Sample fleet run", ADMIN),
    PageOf("organizations/NoOrganizationPage", "/", "", NOBODY),
    PageOf("organizations/NotYoursPage", "/o/nowhere/forms", "Organization"),
    PageOf("app/NotFoundPage", "/nowhere", "Nothing here"),
    PageOf("home/HomePage", "/o/{org}/home", "Home"),
    PageOf("forms/FormsPage", "/o/{org}/forms", "Forms"),
    PageOf("forms/runner/FormPage", "/o/{org}/forms/{form}", "Sample form"),
    PageOf("forms/builder/NewFormPage", "/o/{org}/forms/new", "New form"),
    PageOf("forms/builder/EditFormPage", "/o/{org}/forms/{form}/edit", "Edit Sample form"),
    PageOf("runs/RunsPage", "/o/{org}/runs", "Runs"),
    PageOf("runs/RunPage", "/o/{org}/runs/{run}", "count_to"),
    PageOf("triggers/TriggersPage", "/o/{org}/event-triggers", "Event triggers"),
    PageOf("triggers/TriggerPage", "/o/{org}/event-triggers/{trigger}", "Sample trigger"),
    PageOf("workflows/WorkflowsPage", "/o/{org}/workflows", "Workflows"),
    PageOf("workflows/WorkflowPage", "/o/{org}/workflows/count_to", "count_to"),
    PageOf("security/PolicyPage", "/o/{org}/security", "Second factor"),
    PageOf("schedules/SchedulesPage", "/o/{org}/schedules", "Schedules"),
    PageOf("schedules/NewSchedulePage", "/o/{org}/schedules/new", "New schedule"),
    PageOf("schedules/SchedulePage", "/o/{org}/schedules/{schedule}", "Sample schedule"),
    PageOf("schedules/EditSchedulePage", "/o/{org}/schedules/{schedule}/edit", "Sample schedule"),
    PageOf("webhooks/WebhooksPage", "/o/{org}/webhooks", "Webhooks"),
    PageOf("webhooks/WebhookPage", "/o/{org}/webhooks/{source}?tab=deliveries", "Sample source"),
    PageOf("webhooks/EndpointsPage", "/o/{org}/endpoints", "Endpoints"),
    PageOf("agents/AgentsPage", "/o/{org}/agents", "Agents"),
    PageOf("agents/NewAgentPage", "/o/{org}/agents/new", "New agent"),
    PageOf("agents/AgentPage", "/o/{org}/agents/{agent}", "Sample agent"),
    PageOf("evals/EvalsPage", "/o/{org}/agents/{agent}/evals", "Evals of Sample agent"),
    PageOf("agents/EditAgentPage", "/o/{org}/agents/{agent}/edit", "Edit Sample agent"),
    PageOf("agentRuns/AgentRunsPage", "/o/{org}/agent-runs", "Agent runs"),
    PageOf("agentRuns/AgentRunPage", "/o/{org}/agent-runs/{agent_run}", "Run of Sample agent"),
    PageOf("approvals/ApprovalsPage", "/o/{org}/approvals", "Approvals"),
    PageOf("models/ModelsPage", "/o/{org}/models", "Models"),
    PageOf("usage/UsagePage", "/o/{org}/ai-usage", "AI usage"),
    PageOf("chat/ChatPage", "/o/{org}/chat", "Chat"),
    PageOf("chat/ConversationPage", "/o/{org}/chat/{conversation}", "Sample conversation"),
    PageOf("knowledge/KnowledgePage", "/o/{org}/knowledge", "Knowledge"),
    PageOf("knowledge/SourcePage", "/o/{org}/knowledge/sample-source", "sample-source"),
    PageOf("outgoing/WebhooksPage", "/o/{org}/outgoing-webhooks", "Outgoing webhooks"),
    PageOf("outgoing/WebhookPage", "/o/{org}/outgoing-webhooks/{webhook}", "Sample webhook"),
    PageOf(
        "outgoing/DeliveryPage",
        "/o/{org}/outgoing-webhooks/{webhook}/deliveries/{event}",
        "webhook.test",
    ),
    PageOf("roles/RolesPage", "/o/{org}/roles", "Roles"),
    PageOf("roles/RolePage", "/o/{org}/roles/{role}", "Sample role"),
    PageOf("connections/ConnectionsPage", "/o/{org}/connections", "Connections"),
    PageOf("connections/ConnectionPage", "/o/{org}/connections/sample", "sample"),
    PageOf("config/ConfigPage", "/o/{org}/config", "Configuration"),
    PageOf("config/SecretsPage", "/o/{org}/secrets", "Secrets"),
    PageOf("keys/KeysPage", "/o/{org}/keys", "API keys"),
    PageOf("people/MembersPage", "/o/{org}/members", "Members"),
    PageOf("people/UsersPage", "/platform/users", "Users", ADMIN),
    PageOf("people/UserPage", "/platform/users/{user}", "Sample Person", ADMIN),
    PageOf("diagnostics/DiagnosticsPage", "/platform/diagnostics", "Diagnostics", ADMIN),
    PageOf("deadletters/DeadLettersPage", "/o/{org}/dead-letters", "Dead letters"),
    PageOf("packages/PackagesPage", "/platform/packages", "Packages", ADMIN),
    PageOf(
        "organizations/manage/OrganizationsPage", "/platform/organizations", "Organizations", ADMIN
    ),
    PageOf(
        "organizations/manage/OrganizationPage", "/platform/organizations/{org}", "Contoso", ADMIN
    ),
    PageOf("providers/ProvidersPage", "/o/{org}/sign-in-providers", "Sign-in providers"),
    PageOf("audit/AuditPage", "/o/{org}/audit", "Audit log"),
    PageOf("eventlog/EventsPage", "/o/{org}/events", "Event log"),
)


def name_of(page: PageOf) -> str:
    """The name of a page in the list of tests."""
    return page.component


def samples(url: str) -> dict[str, str]:
    """Make what the pages are about."""
    fields = [
        {"name": "who", "label": "Who", "type": "text", "required": True, "helpText": "A name."},
        {"name": "region", "label": "Region", "type": "select", "dataProvider": "sample_regions"},
        {"name": "when", "label": "When", "type": "date"},
    ]
    form = api.make_form(url, "Sample form", fields)
    run = api.start(url, "count_to", {"number": 3})
    api.wait_for_end(url, run)
    more = {**samples_of_automation(url), **samples_of_administration(url)}
    more = {**more, **samples_of_ai(url)}
    _been_there(url)
    trigger = api.make_trigger(url)
    batch = api.make_fleet_run(url, "Sample fleet run", [ACTIVE])
    about = {"org": ACTIVE, "form": form, "run": run, "trigger": trigger, "batch": batch}
    return {**about, **more, "conversation": api.make_conversation(url)}


def _been_there(url: str) -> None:
    """Have the owner been in the organization: the first visit stores it, whatever the page is."""
    with api.signed_in(url) as client:
        kept = client.get("/api/users/me/preferences").json()
        recents = {"recentOrganizations": [ACTIVE]}
        client.put("/api/users/me/preferences", json={**kept, **recents}).raise_for_status()
