import type { LucideIcon } from "lucide-react/types";
import type { Ability } from "../../api/schema";

export interface NavigationItem {
  to:
    | "/o/$organization/event-triggers"
    | "/o/$organization/events"
    | "/o/$organization/endpoints"
    | "/o/$organization/audit"
    | "/o/$organization/chat"
    | "/o/$organization/dead-letters"
    | "/o/$organization/forms"
    | "/o/$organization/home"
    | "/o/$organization/invitations"
    | "/o/$organization/outgoing-webhooks"
    | "/o/$organization/runs"
    | "/o/$organization/webhooks"
    | "/o/$organization/workflows"
    | "/o/$organization/schedules"
    | "/o/$organization/connections"
    | "/o/$organization/security"
    | "/o/$organization/config"
    | "/o/$organization/secrets"
    | "/o/$organization/keys"
    | "/o/$organization/roles"
    | "/o/$organization/knowledge"
    | "/o/$organization/models"
    | "/o/$organization/ai-usage"
    | "/o/$organization/agents"
    | "/o/$organization/agent-runs"
    | "/o/$organization/approvals"
    | "/o/$organization/members"
    | "/o/$organization/service-accounts"
    | "/o/$organization/sign-in-providers"
    | "/platform/organizations"
    | "/platform/users"
    | "/platform/fleet-runs"
    | "/platform/packages"
    | "/platform/branding"
    | "/platform/code"
    | "/platform/diagnostics";
  label: () => string;
  /** Pages of a group have theirs in GroupIcon.tsx, which is loaded later. */
  icon?: LucideIcon;
  /** Who may not do this does not see the page in the navigation. */
  needs: Ability;
  /** The key after `g`, if it has one. */
  key?: string;
  /** What it is listed under, after the pages without a group. */
  group?: NavigationGroupName;
}

/** Headings in the navigation, in their order. */
export const GROUPS = ["automation", "ai", "settings", "access", "history", "platform"] as const;

export type NavigationGroupName = (typeof GROUPS)[number];
