import { Badge, Group } from "@mantine/core";
import CircleCheck from "lucide-react/icons/circle-check";
import CirclePause from "lucide-react/icons/circle-pause";
import CircleX from "lucide-react/icons/circle-x";
import * as texts from "../texts/texts";

interface RuleStateProps {
  isEnabled: boolean;
  /** Why it starts nothing though it is enabled, if so. */
  paused: string | null;
}

const LOOKS = {
  on: { color: "green", icon: CircleCheck },
  off: { color: "gray", icon: CircleX },
  paused: { color: "yellow", icon: CirclePause },
} as const;

/** Whether a subscription starts its workflow, and why not. */
export function RuleState({ isEnabled, paused }: RuleStateProps) {
  const state = !isEnabled ? "off" : paused === null ? "on" : "paused";
  const { color, icon: Icon } = LOOKS[state];
  return (
    <Group gap={6}>
      <Badge color={color} leftSection={<Icon size={12} aria-hidden />}>
        {texts.subscriptions.states[state]}
      </Badge>
      {state === "paused" ? <span>{paused}</span> : null}
    </Group>
  );
}
