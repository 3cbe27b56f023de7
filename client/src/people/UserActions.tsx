import { Button, Group, Menu } from "@mantine/core";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useState } from "react";
import type { UserView } from "../api/schema";
import * as texts from "../texts/texts";
import { SecretOnce } from "../ui/SecretOnce";
import { type UserAction, UserDialogs } from "./UserDialogs";
import { useUserChanges } from "./useUserChanges";

interface UserActionsProps {
  user: UserView;
}

/** What an administrator can do with a user. */
export function UserActions({ user }: UserActionsProps) {
  const [asking, setAsking] = useState<UserAction>();
  const changes = useUserChanges(user);
  return (
    <Group gap="xs">
      <Button onClick={() => setAsking("edit")}>{texts.edits.edit}</Button>
      <Button onClick={() => setAsking("link")}>{texts.people.passwordLink}</Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<ChevronDown size={14} aria-hidden />}>{texts.people.more}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking("end")}>{texts.people.endSessions}</Menu.Item>
          <Menu.Item onClick={() => setAsking("reset")}>{texts.people.resetFactor}</Menu.Item>
          <Menu.Item onClick={() => setAsking("forget")}>{texts.people.forget}</Menu.Item>
          <Menu.Item onClick={() => setAsking("state")}>
            {user.isActive ? texts.people.deactivate : texts.people.activate}
          </Menu.Item>
          <Menu.Item onClick={() => setAsking("remove")}>{texts.people.remove}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <UserDialogs
        user={user}
        changes={changes}
        asking={asking}
        onClose={() => setAsking(undefined)}
      />
      <SecretOnce
        secret={changes.link}
        title={texts.people.link}
        says={texts.people.linkSays}
        copyLabel={texts.people.copyLink}
        onClose={changes.forgetLink}
      />
    </Group>
  );
}
