import { Badge } from "@mantine/core";
import type { ToolView } from "../api/schema";
import * as texts from "../texts/texts";

interface EffectsBadgeProps {
  effects: ToolView["effects"];
}

const COLOURS = { read: "gray", write: "blue", destructive: "red" } as const;

/** What a tool does to data, by colour and word. */
export function EffectsBadge({ effects }: EffectsBadgeProps) {
  return <Badge color={COLOURS[effects]}>{texts.approvals.effects[effects]}</Badge>;
}
