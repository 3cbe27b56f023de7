import Activity from "lucide-react/icons/activity";
import BookOpen from "lucide-react/icons/book-open";
import Bot from "lucide-react/icons/bot";
import Building2 from "lucide-react/icons/building-2";
import CalendarClock from "lucide-react/icons/calendar-clock";
import ChartColumn from "lucide-react/icons/chart-column";
import Circle from "lucide-react/icons/circle";
import CodeXml from "lucide-react/icons/code-xml";
import Contact from "lucide-react/icons/contact";
import Cpu from "lucide-react/icons/cpu";
import Globe from "lucide-react/icons/globe";
import House from "lucide-react/icons/house";
import KeyRound from "lucide-react/icons/key-round";
import Layers from "lucide-react/icons/layers";
import Lock from "lucide-react/icons/lock";
import MailPlus from "lucide-react/icons/mail-plus";
import MailX from "lucide-react/icons/mail-x";
import Package from "lucide-react/icons/package";
import Palette from "lucide-react/icons/palette";
import Plug from "lucide-react/icons/plug";
import Route from "lucide-react/icons/route";
import ScrollText from "lucide-react/icons/scroll-text";
import Send from "lucide-react/icons/send";
import ShieldCheck from "lucide-react/icons/shield-check";
import SlidersHorizontal from "lucide-react/icons/sliders-horizontal";
import Stamp from "lucide-react/icons/stamp";
import Users from "lucide-react/icons/users";
import UsersRound from "lucide-react/icons/users-round";
import Waypoints from "lucide-react/icons/waypoints";
import Zap from "lucide-react/icons/zap";
import type { LucideIcon } from "lucide-react/types";
import type { NavigationItem } from "./navigationItem";

const ICONS: Partial<Record<NavigationItem["to"], LucideIcon>> = {
  "/o/$organization/agent-runs": Route,
  "/o/$organization/agents": Bot,
  "/o/$organization/ai-usage": ChartColumn,
  "/o/$organization/approvals": Stamp,
  "/o/$organization/audit": ShieldCheck,
  "/o/$organization/config": SlidersHorizontal,
  "/o/$organization/connections": Plug,
  "/o/$organization/dead-letters": MailX,
  "/o/$organization/endpoints": Globe,
  "/o/$organization/event-triggers": Zap,
  "/o/$organization/events": ScrollText,
  "/o/$organization/home": House,
  "/o/$organization/invitations": MailPlus,
  "/o/$organization/keys": KeyRound,
  "/o/$organization/knowledge": BookOpen,
  "/o/$organization/members": Contact,
  "/o/$organization/models": Cpu,
  "/o/$organization/outgoing-webhooks": Send,
  "/o/$organization/roles": UsersRound,
  "/o/$organization/schedules": CalendarClock,
  "/o/$organization/security": ShieldCheck,
  "/o/$organization/service-accounts": Bot,
  "/o/$organization/sign-in-providers": KeyRound,
  "/o/$organization/secrets": Lock,
  "/o/$organization/webhooks": Waypoints,
  "/platform/branding": Palette,
  "/platform/code": CodeXml,
  "/platform/diagnostics": Activity,
  "/platform/fleet-runs": Layers,
  "/platform/organizations": Building2,
  "/platform/packages": Package,
  "/platform/users": Users,
};

interface GroupIconProps {
  to: NavigationItem["to"];
}

/** The icon of a page in a group of the navigation; most people have no such pages. */
export function GroupIcon({ to }: GroupIconProps) {
  const Icon = ICONS[to] ?? Circle;
  return <Icon size={18} aria-hidden />;
}
