import ClipboardList from "lucide-react/icons/clipboard-list";
import ListChecks from "lucide-react/icons/list-checks";
import Workflow from "lucide-react/icons/workflow";
import type { LucideIcon } from "lucide-react/types";
import type { Ability } from "../../api/schema";
import * as texts from "../../texts/texts";

export interface NavigationItem {
  to: "/o/$organization/forms" | "/o/$organization/runs" | "/o/$organization/workflows";
  label: () => string;
  icon: LucideIcon;
  /** Who may not do this does not see the page in the navigation. */
  needs: Ability;
  /** The key after `g`. */
  key: string;
}

export const NAVIGATION: readonly NavigationItem[] = [
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
];
