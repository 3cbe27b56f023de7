import { Badge, Combobox, Group, Text } from "@mantine/core";
import Check from "lucide-react/icons/check";
import Star from "lucide-react/icons/star";
import * as texts from "../texts/texts";
import { OrganizationMark } from "../ui/OrganizationMark";
import { useFavourites } from "./favourites";
import type { ChoosableOrganization } from "./matchOrganizations";

interface OrganizationOptionProps {
  organization: ChoosableOrganization;
  isCurrent: boolean;
}

export function OrganizationOption({ organization, isCurrent }: OrganizationOptionProps) {
  const [favourites] = useFavourites();
  const { id, name, isActive } = organization;
  return (
    <Combobox.Option value={id}>
      <Group gap="xs" wrap="nowrap">
        <OrganizationMark id={id} name={name} />
        <Text truncate="end" flex={1}>
          {name}
        </Text>
        {isActive ? null : <Badge color="gray">{texts.shell.inactive}</Badge>}
        {isCurrent ? <Check size={16} aria-hidden /> : null}
        {favourites.includes(id) ? <Star size={16} aria-label={texts.shell.favourite} /> : null}
      </Group>
    </Combobox.Option>
  );
}
