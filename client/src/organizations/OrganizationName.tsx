import { Group, Text } from "@mantine/core";
import { scopeOf } from "../api/scope";
import { OrganizationMark } from "../ui/OrganizationMark";
import { useChoosable } from "./useChoosable";

interface OrganizationNameProps {
  /** The id, as a run or a form has it. */
  id: string;
}

/** The colour and the name of an organization, in lists of several; its id until it is known. */
export function OrganizationName({ id }: OrganizationNameProps) {
  const scope = scopeOf(id);
  const found = useChoosable(true).organizations.find((one) => one.id === scope);
  const name = found?.name ?? id;
  return (
    <Group gap="xs" wrap="nowrap" component="span">
      <OrganizationMark id={scope} name={name} />
      <Text span>{name}</Text>
    </Group>
  );
}
