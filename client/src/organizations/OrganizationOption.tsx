import { Badge, Combobox, Group, Text } from "@mantine/core";
import Check from "lucide-react/icons/check";
import Star from "lucide-react/icons/star";
import * as texts from "../texts/texts";
import { OrganizationMark } from "../ui/OrganizationMark";
import type { ChoosableOrganization } from "./matchOrganizations";
import classes from "./OrganizationOption.module.css";

interface OrganizationOptionProps {
  organization: ChoosableOrganization;
  isCurrent: boolean;
  isFavourite: boolean;
}

export function OrganizationOption(props: OrganizationOptionProps) {
  const { organization, isCurrent, isFavourite } = props;
  const { id, name, isActive, kind, tags } = organization;
  const note = kind === "organization" ? tags.join(", ") : texts.shell.scopeNotes[kind];
  return (
    <Combobox.Option value={id}>
      <Group gap="xs" wrap="nowrap">
        <OrganizationMark id={id} name={name} />
        <Text truncate="end" className={classes.name}>
          {name}
        </Text>
        <Text size="xs" truncate="end" className={classes.note}>
          {note}
        </Text>
        {isActive ? null : <Badge color="gray">{texts.shell.inactive}</Badge>}
        {isCurrent ? <Check size={16} aria-label={texts.shell.current} /> : null}
        {isFavourite ? <Star size={16} aria-label={texts.shell.favourite} /> : null}
      </Group>
    </Combobox.Option>
  );
}
