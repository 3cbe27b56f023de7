import { Badge } from "@mantine/core";
import type { AgentRunView } from "../api/schema";
import * as texts from "../texts/texts";
import { StatusBadge } from "../ui/StatusBadge";

interface RunStateProps {
  run: AgentRunView;
}

/** The status of a run; of one that waits for a person, that it does. */
export function RunState({ run: { status, waitsFor, questions } }: RunStateProps) {
  if (status === "Scheduled" && waitsFor.length + questions.length > 0) {
    return <Badge color="blue">{texts.agentRuns.waits}</Badge>;
  }
  return <StatusBadge status={status} />;
}
