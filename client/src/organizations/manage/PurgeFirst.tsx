import { Button, Group, Stack, Text } from "@mantine/core";
import type { Organization } from "../../api/schema";
import * as texts from "../../texts/texts";
import { OrganizationLine } from "../../ui/OrganizationLine";

interface PurgeFirstProps {
  organization: Organization;
  onDeactivate: () => void;
  onClose: () => void;
}

/** What a purge removes, and the step before it. */
export function PurgeFirst({ organization, onDeactivate, onClose }: PurgeFirstProps) {
  return (
    <Stack gap="sm">
      <OrganizationLine organization={organization} />
      <Text>{texts.customers.purgeSays}</Text>
      <Text fw={500}>{texts.customers.purgeFirst}</Text>
      <Group justify="flex-end" gap="xs">
        <Button onClick={onClose}>{texts.common.cancel}</Button>
        <Button variant="filled" data-autofocus onClick={onDeactivate}>
          {texts.customers.deactivate}
        </Button>
      </Group>
    </Stack>
  );
}
