import { Badge } from "@mantine/core";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleX from "lucide-react/icons/circle-x";

interface StateBadgeProps {
  isWell: boolean;
  says: string;
}

/** Whether something is as it should be: icon, word and colour. */
export function StateBadge({ isWell, says }: StateBadgeProps) {
  const Icon = isWell ? CircleCheck : CircleX;
  return (
    <Badge color={isWell ? "green" : "red"} leftSection={<Icon size={12} aria-hidden />}>
      {says}
    </Badge>
  );
}
