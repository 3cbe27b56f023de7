import { Alert, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { ConnectionDetail, ConnectionHealth } from "../api/schema";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { KeyValue } from "../ui/KeyValue";
import { TimeText } from "../ui/TimeText";
import { isNothingToDo, needsAttention } from "./attention";
import { ConnectionBadge } from "./ConnectionBadge";
import classes from "./ConnectionHealthFacts.module.css";

interface ConnectionHealthFactsProps {
  health: ConnectionHealth;
  connection: ConnectionDetail;
}

const words = texts.connections;

/** How a connection fares, and what there is to do. */
export function ConnectionHealthFacts({ health, connection }: ConnectionHealthFactsProps) {
  const works = isNothingToDo(health);
  return (
    <Stack gap="md">
      <Alert
        color={works ? "green" : needsAttention(health) ? "yellow" : "blue"}
        variant="light"
        title={words.whatToDo}
      >
        {works ? words.nothingToDo : health.what_to_do}
      </Alert>
      <KeyValue
        entries={[
          [
            words.status,
            <Stack key="status" gap={2}>
              <ConnectionBadge connection={health} />
              {health.status_message === null ? null : <Text>{health.status_message}</Text>}
            </Stack>,
          ],
          ...factsOf(connection),
          [words.connectedAt, time(health.connected_at)],
          [words.expires, time(health.expires_at)],
          [words.lastRefresh, time(health.last_refresh_at)],
          [words.nextRefresh, time(health.next_refresh_at)],
          [words.lastTest, time(connection.last_test_at)],
          ...(health.failures === 0 || health.failing_since === null
            ? []
            : [
                [
                  words.failures,
                  <span key="failures">
                    {words.failuresSince(health.failures)} <TimeText at={health.failing_since} />
                  </span>,
                ] as const,
              ]),
          [words.usedBy, health.used_by.join(", ") || words.unused],
          ...(health.serves.length === 0
            ? []
            : [[words.serves, health.serves.join(", ")] as const]),
          [
            words.redirectUri,
            <Group key="redirect" gap={4} wrap="nowrap">
              <Text className={classes.address}>{health.redirect_uri}</Text>
              <CopyButton value={health.redirect_uri} label={words.copyRedirectUri} />
            </Group>,
          ],
        ]}
      />
    </Stack>
  );
}

function factsOf(connection: ConnectionDetail): (readonly [string, ReactNode])[] {
  const { oauth_flow_type: flow, token_url: url, entity_id: entity, scopes } = connection;
  return [
    [words.flow, words.flows[flow]],
    [words.tokenUrl, url],
    [words.scopes, scopes || texts.common.none],
    ...(entity === null ? [] : [[words.entity, entity] as const]),
  ];
}

function time(at: string | null): ReactNode {
  return at === null ? words.never : <TimeText at={at} />;
}
