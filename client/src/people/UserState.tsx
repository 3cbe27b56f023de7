import { Badge, Group } from "@mantine/core";
import * as texts from "../texts/texts";

interface UserStateProps {
  isActive: boolean;
  isPlatformAdmin?: boolean;
}

/** Whether a user may sign in, and whether they rule the platform. */
export function UserState({ isActive, isPlatformAdmin = false }: UserStateProps) {
  return (
    <Group gap={4}>
      <Badge color={isActive ? "green" : "gray"}>
        {isActive ? texts.people.active : texts.people.inactive}
      </Badge>
      {isPlatformAdmin ? <Badge color="accent">{texts.people.platformAdmin}</Badge> : null}
    </Group>
  );
}
