import { Stack, Text } from "@mantine/core";
import type { OutgoingDelivery } from "../api/schema";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { KeyValue } from "../ui/KeyValue";
import { Section } from "../ui/Section";
import { TimeText } from "../ui/TimeText";
import { AttemptView } from "./AttemptView";
import { DeliveryBadge } from "./DeliveryBadge";
import { requestText } from "./requestText";

interface DeliveryFactsProps {
  delivery: OutgoingDelivery;
}

export function DeliveryFacts({ delivery }: DeliveryFactsProps) {
  const { status, reason, nextAttemptAt, createdAt, eventOrg, madeAttempts, request } = delivery;
  return (
    <Stack>
      <KeyValue
        entries={[
          [texts.outgoing.status, <DeliveryBadge key="status" status={status} />],
          ...(reason === null ? [] : [[texts.outgoing.last, reason] as const]),
          ...(nextAttemptAt === null
            ? []
            : [[texts.outgoing.next, <TimeText key="next" at={nextAttemptAt} />] as const]),
          [texts.outgoing.at, <TimeText key="at" at={createdAt} />],
          [texts.outgoing.organization, eventOrg],
        ]}
      />
      <Section title={texts.outgoing.attempts}>
        {madeAttempts.toReversed().map((attempt) => (
          <AttemptView key={attempt.number} attempt={attempt} />
        ))}
      </Section>
      <Section title={texts.outgoing.request}>
        {request === null ? (
          <Text c="dimmed">{texts.outgoing.eventGone}</Text>
        ) : (
          <CodeBlock
            code={requestText(request)}
            label={texts.outgoing.requestLabel}
            copyLabel={texts.outgoing.copy}
          />
        )}
      </Section>
    </Stack>
  );
}
