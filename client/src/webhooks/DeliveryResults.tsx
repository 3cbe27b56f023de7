import { Badge, Stack, Text } from "@mantine/core";
import type { DeliveryView } from "../api/schema";
import { StartedResult } from "../subscriptions/StartedResult";
import * as texts from "../texts/texts";

const words = texts.webhooks;

interface DeliveryResultsProps {
  delivery: DeliveryView;
}

/** What each subscription made of a delivery. */
export function DeliveryResults({ delivery }: DeliveryResultsProps) {
  if (delivery.status === "received") return <Badge color="gray">{words.waiting}</Badge>;
  if (delivery.status === "failed") {
    return (
      <Text>
        <Badge color="red">{words.failed}</Badge> {delivery.message}
      </Text>
    );
  }
  if (delivery.results.length === 0) return <Text c="dimmed">{words.nothing}</Text>;
  return (
    <Stack gap={4}>
      {delivery.results.map((one) => (
        <StartedResult key={`${one.subscriptionId} ${one.executionId}`} result={one} />
      ))}
    </Stack>
  );
}
