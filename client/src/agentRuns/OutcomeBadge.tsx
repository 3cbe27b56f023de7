import { Badge } from "@mantine/core";
import type { ToolOutcome } from "../api/schema";
import * as texts from "../texts/texts";
import type { ToolCallEntry } from "./timeline";

interface OutcomeBadgeProps {
  call: ToolCallEntry;
  isRefused: boolean;
}

const words = texts.agentRuns;

const COLOURS: Record<ToolOutcome, string> = {
  ok: "green",
  error: "red",
  invalid: "yellow",
  unknown: "yellow",
  denied: "yellow",
  expired: "yellow",
  lost: "red",
  cancelled: "gray",
  limit: "yellow",
};

/** How a call of a tool ended, or what it waits for. */
export function OutcomeBadge({ call, isRefused }: OutcomeBadgeProps) {
  const { ended, asked, decided, question } = call;
  if (ended !== undefined) {
    return <Badge color={COLOURS[ended.outcome]}>{words.outcomes[ended.outcome]}</Badge>;
  }
  if (decided?.outcome === "denied" || decided?.outcome === "expired") {
    return <Badge color="yellow">{words.outcomes[decided.outcome]}</Badge>;
  }
  if (question !== undefined || (asked !== undefined && decided === undefined)) {
    return <Badge color="blue">{words.waits}</Badge>;
  }
  return isRefused ? (
    <Badge color="yellow">{words.refused}</Badge>
  ) : (
    <Badge color="blue">{words.running}</Badge>
  );
}
