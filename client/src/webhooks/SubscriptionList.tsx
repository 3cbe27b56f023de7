import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import type { SubscriptionView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { RuleState } from "../subscriptions/RuleState";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import type { Column } from "../ui/table";
import { SubscriptionDialog } from "./SubscriptionDialog";
import { useSubscriptionChanges, useSubscriptions } from "./webhookQueries";

interface SubscriptionListProps {
  scope: Scope;
  sourceId: string;
}

const words = texts.webhooks;

/** Which events of a webhook start which workflow. */
export function SubscriptionList({ scope, sourceId }: SubscriptionListProps) {
  const subscriptions = useSubscriptions(scope, sourceId);
  const [edited, setEdited] = useState<SubscriptionView | "new">();
  const [doomed, setDoomed] = useState<SubscriptionView>();
  const { remove } = useSubscriptionChanges(scope, sourceId);
  const organization = useOrganization(scope);
  const columns = columnsOf(setEdited, setDoomed);
  return (
    <Stack>
      <div>
        <Button onClick={() => setEdited("new")}>{words.subscribe}</Button>
      </div>
      <Loaded query={subscriptions}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={words.noSubscriptions} says={words.noSubscriptionsSays} />
          ) : (
            <DataTable
              label={words.tabs.subscriptions}
              columns={columns}
              rows={found}
              keyOf={({ id }) => id}
            />
          )
        }
      </Loaded>
      {edited === undefined ? null : (
        <SubscriptionDialog
          scope={scope}
          sourceId={sourceId}
          known={edited === "new" ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ConfirmDialog
        opened={doomed !== undefined}
        title={words.removeSubscription(doomed?.name ?? "")}
        organization={organization}
        verb={words.remove}
        danger
        onConfirm={async () => doomed && (await remove.mutateAsync(doomed.id))}
        onClose={() => setDoomed(undefined)}
      />
    </Stack>
  );
}

function columnsOf(
  onEdit: (one: SubscriptionView) => void,
  onDelete: (one: SubscriptionView) => void,
): Column<SubscriptionView>[] {
  return [
    { key: "name", header: words.name, isTitle: true, cell: ({ name }) => name },
    { key: "workflow", header: words.workflow, cell: ({ workflowName }) => workflowName },
    {
      key: "types",
      header: words.types,
      cell: ({ eventTypes }) => eventTypes?.join(", ") || words.allTypes,
    },
    {
      key: "filter",
      header: words.filter,
      cell: ({ filter }) => filter,
    },
    {
      key: "state",
      header: words.state,
      cell: ({ isEnabled = true, paused }) => (
        <RuleState isEnabled={isEnabled} paused={paused ?? null} />
      ),
    },
    {
      key: "actions",
      header: words.change,
      isAction: true,
      cell: (one) => (
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" onClick={() => onEdit(one)} aria-label={`${words.change}: ${one.name}`}>
            {words.change}
          </Button>
          <Button
            size="xs"
            onClick={() => onDelete(one)}
            aria-label={`${words.remove}: ${one.name}`}
          >
            {words.remove}
          </Button>
        </Group>
      ),
    },
  ];
}
