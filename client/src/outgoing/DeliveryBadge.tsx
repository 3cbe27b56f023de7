import { Badge } from "@mantine/core";
import Ban from "lucide-react/icons/ban";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";
import Hourglass from "lucide-react/icons/hourglass";
import type { LucideIcon } from "lucide-react/types";
import type { DeliveryStatus } from "../api/schema";
import * as texts from "../texts/texts";

const LOOKS: Record<DeliveryStatus, { color: string; icon: LucideIcon }> = {
  waiting: { color: "yellow", icon: Hourglass },
  delivered: { color: "green", icon: CircleCheck },
  failed: { color: "red", icon: CircleX },
  cancelled: { color: "gray", icon: Ban },
};

interface DeliveryBadgeProps {
  status: DeliveryStatus;
}

export function DeliveryBadge({ status }: DeliveryBadgeProps) {
  const { color, icon: Icon } = LOOKS[status];
  return (
    <Badge color={color} leftSection={<Icon size={12} aria-hidden />}>
      {texts.outgoing.statuses[status]}
    </Badge>
  );
}
