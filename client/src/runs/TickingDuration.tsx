import { durationText } from "../ui/time";
import { useNow } from "../ui/useNow";

interface TickingDurationProps {
  since: string;
}

/** The time since a moment, in whole seconds. */
export function TickingDuration({ since }: TickingDurationProps) {
  const now = useNow("second");
  const passed = Math.max(0, now.getTime() - Date.parse(since));
  return <span>{durationText(Math.floor(passed / 1000) * 1000)}</span>;
}
