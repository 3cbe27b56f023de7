import { Code } from "@mantine/core";
import type { LoggedEvent } from "../api/schema";
import { beginningOf } from "./eventsSearch";

interface EventDataProps {
  event: LoggedEvent;
}

/** The data of an event: the beginning of it, which opens the rest. */
export function EventData({ event }: EventDataProps) {
  const data = event.data ?? {};
  return (
    <details>
      <summary>
        <Code>{beginningOf(data)}</Code>
      </summary>
      <Code block mt={4}>
        {JSON.stringify(data, undefined, 2)}
      </Code>
    </details>
  );
}
