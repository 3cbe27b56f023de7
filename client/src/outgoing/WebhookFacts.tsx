import { Stack, Text } from "@mantine/core";
import type { OutgoingWebhookDetail } from "../api/schema";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { TimeText } from "../ui/TimeText";
import { WebhookState } from "./WebhookState";

interface WebhookFactsProps {
  webhook: OutgoingWebhookDetail;
}

export function WebhookFacts({ webhook }: WebhookFactsProps) {
  const { disabledReason, madeByName, events, workflows, secrets, createdAt } = webhook;
  return (
    <KeyValue
      entries={[
        [texts.outgoing.state, <WebhookState key="state" webhook={webhook} />],
        ...(disabledReason === null ? [] : [[texts.outgoing.disabled, disabledReason] as const]),
        [texts.outgoing.events, events.join(", ")],
        ...(workflows.length === 0
          ? []
          : [[texts.outgoing.workflows, workflows.join(", ")] as const]),
        [
          texts.outgoing.secrets,
          <Stack key="secrets" gap={0}>
            {secrets.map(({ id, createdAt: since, until }) => (
              <Text key={id} size="sm">
                {texts.outgoing.secretSince} <TimeText at={since} />
                {until === null ? null : (
                  <>
                    {" "}
                    {texts.outgoing.secretUntil} <TimeText at={until} />
                  </>
                )}
              </Text>
            ))}
          </Stack>,
        ],
        ...(madeByName == null ? [] : [[texts.outgoing.savedBy, madeByName] as const]),
        [texts.outgoing.createdBy, <TimeText key="created" at={createdAt} />],
      ]}
    />
  );
}
