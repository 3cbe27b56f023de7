import ClipboardList from "lucide-react/icons/clipboard-list";
import ListChecks from "lucide-react/icons/list-checks";
import MessagesSquare from "lucide-react/icons/messages-square";
import Workflow from "lucide-react/icons/workflow";
import type { SessionView } from "../../api/schema";
import { ALL_SCOPE, type Scope } from "../../api/scope";
import { mayIn } from "../../session/abilities";
import * as texts from "../../texts/texts";
import type { NavigationItem } from "./navigationItem";

export const NAVIGATION: readonly NavigationItem[] = [
  {
    to: "/o/$organization/home",
    label: () => texts.shell.home,
    needs: "forms.use",
    key: "g",
  },
  {
    to: "/o/$organization/forms",
    label: () => texts.shell.forms,
    icon: ClipboardList,
    needs: "forms.use",
    key: "f",
  },
  {
    to: "/o/$organization/runs",
    label: () => texts.shell.runs,
    icon: ListChecks,
    needs: "runs.readOwn",
    key: "r",
  },
  {
    to: "/o/$organization/workflows",
    label: () => texts.shell.workflows,
    icon: Workflow,
    needs: "workflows.use",
    key: "w",
  },
  {
    to: "/o/$organization/chat",
    label: () => texts.shell.chat,
    icon: MessagesSquare,
    needs: "workflows.use",
    key: "1",
  },
  {
    to: "/o/$organization/schedules",
    label: () => texts.shell.schedules,
    needs: "automation.manage",
    key: "s",
    group: "automation",
  },
  {
    to: "/o/$organization/event-triggers",
    label: () => texts.shell.eventTriggers,
    needs: "automation.manage",
    key: "t",
    group: "automation",
  },
  {
    to: "/o/$organization/webhooks",
    label: () => texts.shell.webhooks,
    needs: "automation.manage",
    key: "h",
    group: "automation",
  },
  {
    to: "/o/$organization/outgoing-webhooks",
    label: () => texts.shell.outgoingWebhooks,
    needs: "connections.manage",
    key: "o",
    group: "automation",
  },
  {
    to: "/o/$organization/endpoints",
    label: () => texts.shell.endpoints,
    needs: "automation.manage",
    key: "p",
    group: "automation",
  },
  {
    to: "/o/$organization/agents",
    label: () => texts.shell.agents,
    needs: "ai.use",
    group: "ai",
  },
  {
    to: "/o/$organization/agent-runs",
    label: () => texts.shell.agentRuns,
    needs: "ai.use",
    group: "ai",
  },
  {
    to: "/o/$organization/approvals",
    label: () => texts.shell.approvals,
    needs: "ai.use",
    group: "ai",
  },
  {
    to: "/o/$organization/knowledge",
    label: () => texts.shell.knowledge,
    needs: "ai.use",
    key: "q",
    group: "ai",
  },
  {
    to: "/o/$organization/models",
    label: () => texts.shell.models,
    needs: "ai.manage",
    group: "ai",
  },
  {
    to: "/o/$organization/ai-usage",
    label: () => texts.shell.aiUsage,
    needs: "ai.manage",
    group: "ai",
  },
  {
    to: "/o/$organization/connections",
    label: () => texts.shell.connections,
    needs: "connections.manage",
    key: "c",
    group: "settings",
  },
  {
    to: "/o/$organization/config",
    label: () => texts.shell.config,
    needs: "config.manage",
    key: "v",
    group: "settings",
  },
  {
    to: "/o/$organization/secrets",
    label: () => texts.shell.secrets,
    needs: "secrets.manage",
    key: "x",
    group: "settings",
  },
  {
    to: "/o/$organization/keys",
    label: () => texts.shell.apiKeys,
    needs: "keys.manage",
    key: "k",
    group: "settings",
  },
  {
    to: "/o/$organization/service-accounts",
    label: () => texts.shell.serviceAccounts,
    needs: "keys.manage",
    key: "z",
    group: "settings",
  },
  {
    to: "/o/$organization/members",
    label: () => texts.shell.members,
    needs: "members.read",
    key: "m",
    group: "access",
  },
  {
    to: "/o/$organization/invitations",
    label: () => texts.shell.invitations,
    needs: "members.read",
    key: "i",
    group: "access",
  },
  {
    to: "/o/$organization/roles",
    label: () => texts.shell.roles,
    needs: "roles.manage",
    key: "l",
    group: "access",
  },
  {
    to: "/o/$organization/security",
    label: () => texts.shell.security,
    needs: "security.manage",
    group: "access",
  },
  {
    to: "/o/$organization/sign-in-providers",
    label: () => texts.shell.signInProviders,
    needs: "connections.manage",
    key: "y",
    group: "access",
  },
  {
    to: "/o/$organization/events",
    label: () => texts.shell.eventLog,
    needs: "audit.read",
    key: "e",
    group: "history",
  },
  {
    to: "/o/$organization/audit",
    label: () => texts.shell.audit,
    needs: "audit.read",
    key: "a",
    group: "history",
  },
  {
    to: "/o/$organization/dead-letters",
    label: () => texts.shell.deadLetters,
    needs: "deadLetters.manage",
    group: "history",
  },
  {
    to: "/platform/organizations",
    label: () => texts.shell.organizations,
    needs: "organizations.manage",
    key: "n",
    group: "platform",
  },
  {
    to: "/platform/users",
    label: () => texts.shell.users,
    needs: "users.manage",
    key: "u",
    group: "platform",
  },
  {
    to: "/platform/fleet-runs",
    label: () => texts.shell.fleetRuns,
    needs: "organizations.manage",
    key: "d",
    group: "platform",
  },
  {
    to: "/platform/code",
    label: () => texts.shell.code,
    needs: "code.manage",
    key: "j",
    group: "platform",
  },
  {
    to: "/platform/packages",
    label: () => texts.shell.packages,
    needs: "packages.manage",
    group: "platform",
  },
  {
    to: "/platform/branding",
    label: () => texts.shell.branding,
    needs: "branding.manage",
    key: "b",
    group: "platform",
  },
  {
    to: "/platform/diagnostics",
    label: () => texts.shell.diagnostics,
    needs: "diagnostics.read",
    group: "platform",
  },
];

/**
 * The pages of a scope and about the platform that the user may use. Of all organizations together
 * there are runs only.
 */
export function pagesOf(session: SessionView, scope: Scope): NavigationItem[] {
  return NAVIGATION.filter(({ to, needs, group }) => {
    if (group === "platform") return session.may.includes(needs);
    return mayIn(session, scope, needs) && (scope !== ALL_SCOPE || to === "/o/$organization/runs");
  });
}
