import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { MemberView } from "../api/schema";
import { basedOn } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface MemberActionsProps {
  member: MemberView;
}

const ROLES = ["member", "admin"] as const;

/** What an administrator of the organization can do with a member; nothing with themselves. */
export function MemberActions({ member }: MemberActionsProps) {
  const { userId, name } = member;
  const scope = useScope();
  const organization = useOrganization(scope);
  const isOwn = useSession().user.id === userId;
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"rights" | "remove">();
  const [role, setRole] = useState(member.role);
  const params = { path: { user: userId }, header: basedOn(`"${member.etag}"`) };
  const refresh = () => queries.invalidateQueries({ queryKey: [scope, "members"] });

  async function changeRole() {
    await bodyOf(inScope(scope).PATCH("/api/members/{user}", { params, body: { role } }));
    await refresh();
  }

  async function remove() {
    await bodyOf(inScope(scope).DELETE("/api/members/{user}", { params }));
    await refresh();
  }

  if (isOwn) return <Text c="dimmed">{texts.people.you}</Text>;
  return (
    <Group gap="xs" wrap="nowrap">
      <Button size="xs" onClick={() => setAsking("rights")}>
        {texts.people.changeRights}
      </Button>
      <Button size="xs" onClick={() => setAsking("remove")}>
        {texts.people.takeOut}
      </Button>
      <ConfirmDialog
        opened={asking === "rights"}
        title={texts.people.rightsTitle(name)}
        organization={organization}
        verb={texts.people.changeRights}
        onConfirm={changeRole}
        onClose={() => setAsking(undefined)}
      >
        <SegmentedControl
          aria-label={texts.people.role}
          value={role}
          data={ROLES.map((value) => ({ value, label: texts.people.memberRoles[value] }))}
          onChange={(value) => setRole(value === "admin" ? "admin" : "member")}
        />
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === "remove"}
        title={texts.people.takeOutTitle(name)}
        organization={organization}
        verb={texts.people.takeOut}
        danger
        onConfirm={remove}
        onClose={() => setAsking(undefined)}
      >
        <Text>{texts.people.takeOutSays}</Text>
      </ConfirmDialog>
    </Group>
  );
}
