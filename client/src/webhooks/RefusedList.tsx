import { Stack, Text } from "@mantine/core";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { sizeText } from "../ui/sizeText";
import { TimeText } from "../ui/TimeText";
import { useRefused } from "./webhookQueries";

interface RefusedListProps {
  scope: Scope;
  sourceId: string;
}

const words = texts.webhooks;

/** The last requests that a webhook refused, and why. */
export function RefusedList({ scope, sourceId }: RefusedListProps) {
  const refused = useRefused(scope, sourceId);
  return (
    <Loaded query={refused}>
      {(found) =>
        found.length === 0 ? (
          <EmptyState title={words.noRefused} says={words.noRefusedSays} />
        ) : (
          <Stack>
            <Text c="dimmed">{words.noRefusedSays}</Text>
            <DataTable
              label={words.tabs.refused}
              columns={[
                {
                  key: "at",
                  header: words.received,
                  isTitle: true,
                  cell: ({ receivedAt }) => <TimeText at={receivedAt} />,
                },
                { key: "why", header: words.why, cell: ({ message }) => message },
                {
                  key: "size",
                  header: words.size,
                  isNumber: true,
                  cell: ({ size }) => sizeText(size),
                },
              ]}
              rows={found}
              keyOf={({ id }) => id}
            />
          </Stack>
        )
      }
    </Loaded>
  );
}
