import { Alert, Button, Group, Stack } from "@mantine/core";
import type { GraphSubscriptionView, WebhookSourceView } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { ProblemAlert } from "../ui/ProblemAlert";
import { TimeText } from "../ui/TimeText";
import { GraphStatusBadge } from "./GraphStatusBadge";
import { useWebhookChanges } from "./webhookQueries";

interface GraphStateProps {
  scope: Scope;
  source: WebhookSourceView;
}

const words = texts.webhooks.graph;

function factsOf(source: WebhookSourceView, found: GraphSubscriptionView) {
  const settings = source.settings.graph;
  const times = [
    [words.ends, found.expiresAt],
    [words.renewed, found.renewedAt],
    [found.status === "active" ? words.renewal : words.next, found.dueAt],
  ] as const;
  return [
    [words.state, <GraphStatusBadge key="state" status={found.status} />] as const,
    ...(settings == null
      ? []
      : [[words.resource, `${settings.resource} (${settings.changeTypes.join(", ")})`] as const]),
    ...times.flatMap(([term, at]) =>
      at == null ? [] : [[term, <TimeText key={term} at={at} />] as const],
    ),
  ];
}

/** The subscription at Microsoft Graph that Bifrost keeps: its state, its end, its last fault. */
export function GraphState({ scope, source }: GraphStateProps) {
  const { renew } = useWebhookChanges(scope, source.id);
  const found = source.graph;
  if (found == null) return null;
  return (
    <Stack gap="xs" mb="md">
      <KeyValue entries={factsOf(source, found)} />
      {found.fault == null ? null : (
        <Alert color={found.status === "failed" ? "red" : "yellow"} title={words.fault}>
          {found.fault}
        </Alert>
      )}
      {renew.isError ? <ProblemAlert error={renew.error} /> : null}
      {source.isEnabled ? (
        <Group>
          <Button loading={renew.isPending} onClick={() => renew.mutate()}>
            {words.renew}
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}
