import { Badge } from "@mantine/core";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { useLater } from "../ui/useLater";
import { usePendingApprovals } from "./usePendingApprovals";

/** The page that is shown asks for its own things first. */
const LATER_MS = 3000;
const REFRESH_MS = 60_000;

/** How many approvals wait, as it changes; nothing if none does. */
export function WaitingCount({ scope }: { scope: Scope }) {
  const isShown = useLater(LATER_MS);
  const { data: waiting = [] } = usePendingApprovals(scope, { refreshMs: REFRESH_MS, isShown });
  if (waiting.length === 0) return null;
  return (
    <Badge color="yellow" circle aria-label={texts.approvals.waitingCount(waiting.length)}>
      {waiting.length}
    </Badge>
  );
}
