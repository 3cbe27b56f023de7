import { Badge } from "@mantine/core";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CirclePause from "lucide-react/icons/circle-pause";
import CircleX from "lucide-react/icons/circle-x";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { LucideIcon } from "lucide-react/types";
import type { GraphStatus } from "../api/schema";
import * as texts from "../texts/texts";

const LOOKS: Record<GraphStatus, { color: string; icon: LucideIcon }> = {
  waiting: { color: "gray", icon: CircleDashed },
  active: { color: "green", icon: CircleCheck },
  failing: { color: "yellow", icon: TriangleAlert },
  failed: { color: "red", icon: CircleX },
  paused: { color: "yellow", icon: CirclePause },
};

interface GraphStatusBadgeProps {
  status: GraphStatus;
}

/** Whether Microsoft Graph sends to a webhook: icon, word and colour. */
export function GraphStatusBadge({ status }: GraphStatusBadgeProps) {
  const { color, icon: Icon } = LOOKS[status];
  return (
    <Badge color={color} miw="max-content" leftSection={<Icon size={12} aria-hidden />}>
      {texts.webhooks.graph.states[status]}
    </Badge>
  );
}
