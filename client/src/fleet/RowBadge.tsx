import { Badge } from "@mantine/core";
import Ban from "lucide-react/icons/ban";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleX from "lucide-react/icons/circle-x";
import LoaderCircle from "lucide-react/icons/loader-circle";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { LucideIcon } from "lucide-react/types";
import type { RowState } from "../api/schema";
import * as texts from "../texts/texts";

const LOOKS: Record<RowState, { color: string; icon: LucideIcon }> = {
  waiting: { color: "gray", icon: CircleDashed },
  running: { color: "blue", icon: LoaderCircle },
  succeeded: { color: "green", icon: CircleCheck },
  failed: { color: "red", icon: CircleX },
  cancelled: { color: "gray", icon: Ban },
  skipped: { color: "yellow", icon: TriangleAlert },
  unstarted: { color: "gray", icon: Ban },
};

interface RowBadgeProps {
  state: RowState;
  /** How many are in this state. */
  count?: number;
}

/** The state of a fleet run in one organization, or how many are in it. */
export function RowBadge({ state, count }: RowBadgeProps) {
  const { color, icon: Icon } = LOOKS[state];
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {count === undefined ? texts.fleet.rows[state] : `${count} ${texts.fleet.rows[state]}`}
    </Badge>
  );
}
