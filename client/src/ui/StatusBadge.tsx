import { Badge } from "@mantine/core";
import Ban from "lucide-react/icons/ban";
import CalendarClock from "lucide-react/icons/calendar-clock";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CirclePause from "lucide-react/icons/circle-pause";
import CircleX from "lucide-react/icons/circle-x";
import Hourglass from "lucide-react/icons/hourglass";
import LoaderCircle from "lucide-react/icons/loader-circle";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { LucideIcon } from "lucide-react/types";
import type { Status } from "../api/schema";
import * as texts from "../texts/texts";

interface Look {
  color: string;
  icon: LucideIcon;
}

const LOOKS: Record<Status, Look> = {
  Scheduled: { color: "gray", icon: CalendarClock },
  Pending: { color: "gray", icon: CircleDashed },
  Running: { color: "blue", icon: LoaderCircle },
  Cancelling: { color: "yellow", icon: CirclePause },
  Success: { color: "green", icon: CircleCheck },
  CompletedWithErrors: { color: "yellow", icon: TriangleAlert },
  Failed: { color: "red", icon: CircleX },
  Timeout: { color: "red", icon: Hourglass },
  Cancelled: { color: "gray", icon: Ban },
};

interface StatusBadgeProps {
  status: Status;
}

/** The status of a run: icon, word and colour, so that none of them is needed alone. */
export function StatusBadge({ status }: StatusBadgeProps) {
  const { color, icon: Icon } = LOOKS[status];
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {texts.statuses[status]}
    </Badge>
  );
}
