import { Badge, Group } from "@mantine/core";
import type { WebhookSourceView } from "../api/schema";
import * as texts from "../texts/texts";
import { GraphStatusBadge } from "./GraphStatusBadge";

const words = texts.webhooks;

interface WebhookStateProps {
  source: WebhookSourceView;
}

/** Whether a webhook takes events, and why not. */
export function WebhookState({ source }: WebhookStateProps) {
  if (source.paused != null) {
    return (
      <Group gap={4}>
        <Badge color="yellow">{words.paused}</Badge>
        <span>{source.paused}</span>
      </Group>
    );
  }
  if (source.isEnabled && source.graph != null && source.graph.status !== "active") {
    return <GraphStatusBadge status={source.graph.status} />;
  }
  return (
    <Badge color={source.isEnabled ? "green" : "gray"}>
      {source.isEnabled ? words.on : words.off}
    </Badge>
  );
}
