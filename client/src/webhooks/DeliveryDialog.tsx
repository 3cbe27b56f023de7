import { Autocomplete, Button, Group, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { OrganizationLine } from "../ui/OrganizationLine";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useWorkflows } from "../workflows/useWorkflows";
import { DeliveryContent } from "./DeliveryContent";
import { useDelivery, useReplay } from "./webhookQueries";

interface DeliveryDialogProps {
  scope: Scope;
  sourceId: string;
  deliveryId: string;
  onClose: () => void;
}

const words = texts.webhooks;

/** What a delivery contained, and a button that sends it again. */
export function DeliveryDialog({ scope, sourceId, deliveryId, onClose }: DeliveryDialogProps) {
  const delivery = useDelivery(scope, sourceId, deliveryId);
  const organization = useOrganization(scope);
  const workflows = useWorkflows(scope);
  const replay = useReplay(scope, sourceId);
  const [workflow, setWorkflow] = useState("");

  function again() {
    replay.mutate(
      { delivery: deliveryId, workflow: workflow.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: words.replayedNow });
          onClose();
        },
      },
    );
  }

  return (
    <Modal opened onClose={onClose} title={words.delivery} size="xl">
      <Stack>
        <OrganizationLine organization={organization} />
        <Loaded query={delivery}>{(found) => <DeliveryContent delivery={found} />}</Loaded>
        <Autocomplete
          label={words.replayTo}
          description={words.replayToSays}
          data={workflows.data?.map(({ name }) => name) ?? []}
          value={workflow}
          onChange={setWorkflow}
        />
        {replay.isError ? <ProblemAlert error={replay.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button variant="filled" onClick={again} loading={replay.isPending}>
            {words.replay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
