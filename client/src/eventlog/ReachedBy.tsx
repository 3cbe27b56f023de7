import { Stack } from "@mantine/core";
import type { LoggedEvent } from "../api/schema";
import { StartedResult } from "../subscriptions/StartedResult";
import * as texts from "../texts/texts";

interface ReachedByProps {
  event: LoggedEvent;
}

/** The webhooks that are told of an event, and what each trigger made of it. */
export function ReachedBy({ event }: ReachedByProps) {
  const { reached = [], results = [] } = event;
  if (reached.length + results.length === 0) return texts.eventlog.nobody;
  return (
    <Stack gap={4}>
      {reached.map(({ id, name, refusal }) => (
        <span key={id}>{refusal == null ? name : `${name}: ${refusal}`}</span>
      ))}
      {results.map((result) => (
        <StartedResult key={result.subscriptionId} result={result} />
      ))}
    </Stack>
  );
}
