import { Tooltip } from "@mantine/core";
import { absoluteTime, relativeTime } from "./time";
import { useNow } from "./useNow";

interface TimeTextProps {
  /** An ISO 8601 time with a zone, as the API sends it. */
  at: string;
}

/** A time relative to now; the absolute one is in its tooltip. */
export function TimeText({ at }: TimeTextProps) {
  const now = useNow();
  const then = new Date(at);
  return (
    <Tooltip label={absoluteTime(then)}>
      <time dateTime={at}>{relativeTime(then, now)}</time>
    </Tooltip>
  );
}
