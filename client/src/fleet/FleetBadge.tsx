import { Badge } from "@mantine/core";
import Ban from "lucide-react/icons/ban";
import CircleCheck from "lucide-react/icons/circle-check";
import CirclePause from "lucide-react/icons/circle-pause";
import LoaderCircle from "lucide-react/icons/loader-circle";
import type { LucideIcon } from "lucide-react/types";
import type { BatchState, BatchView } from "../api/schema";
import * as texts from "../texts/texts";

const LOOKS: Record<BatchState, { color: string; icon: LucideIcon }> = {
  running: { color: "blue", icon: LoaderCircle },
  completed: { color: "green", icon: CircleCheck },
  stopped: { color: "red", icon: CirclePause },
  cancelled: { color: "gray", icon: Ban },
};

interface FleetBadgeProps {
  batch: Pick<BatchView, "halt" | "state">;
}

/** Whether a fleet run goes on, and how it ended. */
export function FleetBadge({ batch: { halt, state } }: FleetBadgeProps) {
  const { color, icon: Icon } = LOOKS[state];
  const isEnding = state === "running" && halt !== null;
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {isEnding ? texts.fleet.ending[halt] : texts.fleet.states[state]}
    </Badge>
  );
}
