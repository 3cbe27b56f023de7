import { Group } from "@mantine/core";
import { OrganizationMark } from "./OrganizationMark";

interface OrganizationLineProps {
  organization: { id: string; name: string };
}

/** The colour and the name of the organization that a dialog changes something of. */
export function OrganizationLine({ organization: { id, name } }: OrganizationLineProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <OrganizationMark id={id} name={name} />
      <strong>{name}</strong>
    </Group>
  );
}
