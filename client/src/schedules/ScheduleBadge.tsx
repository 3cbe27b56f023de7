import { Badge } from "@mantine/core";
import CircleCheck from "lucide-react/icons/circle-check";
import CirclePause from "lucide-react/icons/circle-pause";
import CircleX from "lucide-react/icons/circle-x";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { LucideIcon } from "lucide-react/types";
import type { ScheduleView } from "../api/schema";
import * as texts from "../texts/texts";
import { type ScheduleState, stateOf } from "./scheduleState";

const LOOKS: Record<ScheduleState, { color: string; icon: LucideIcon }> = {
  on: { color: "green", icon: CircleCheck },
  off: { color: "gray", icon: CircleX },
  paused: { color: "yellow", icon: CirclePause },
  problem: { color: "red", icon: TriangleAlert },
};

interface ScheduleBadgeProps {
  schedule: ScheduleView;
}

/** Whether a schedule starts anything: icon, word and colour. */
export function ScheduleBadge({ schedule }: ScheduleBadgeProps) {
  const state = stateOf(schedule);
  const { color, icon: Icon } = LOOKS[state];
  return (
    <Badge color={color} leftSection={<Icon size={12} aria-hidden />}>
      {texts.schedules.states[state]}
    </Badge>
  );
}
