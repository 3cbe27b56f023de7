import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { Role } from "../api/schema";
import { basedOn, versionAsShown } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { EditDialog } from "../ui/EditDialog";
import { RoleFields } from "./RoleFields";
import { compareRole, draftOf, type RoleDraft } from "./roleDraft";
import { readRole, rolesQuery } from "./roleQueries";

interface RoleActionsProps {
  role: Role;
}

/** The buttons of a role's page. */
export function RoleActions({ role }: RoleActionsProps) {
  const [asking, setAsking] = useState<"edit" | "remove">();
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const path = { role_id: role.id };
  const close = () => setAsking(undefined);
  const refresh = () => queries.invalidateQueries({ queryKey: rolesQuery(scope).queryKey });

  async function save(body: RoleDraft, version: string) {
    const params = { path, header: basedOn(version) };
    await bodyOf(inScope(scope).PATCH("/api/roles/{role_id}", { params, body }));
    await refresh();
  }

  async function remove() {
    const read = () => readRole(scope, role.id);
    const version = await versionAsShown(read, role, draftOf, texts.edits.changedSince);
    const params = { path, header: basedOn(version) };
    await bodyOf(inScope(scope).DELETE("/api/roles/{role_id}", { params }));
    await navigate({ to: "/o/$organization/roles", params: { organization: scope } });
    await refresh();
  }

  return (
    <Group gap="xs">
      <Button onClick={() => setAsking("edit")}>{texts.edits.edit}</Button>
      <Button onClick={() => setAsking("remove")}>{texts.edits.remove}</Button>
      {asking === "edit" ? (
        <EditDialog
          title={texts.roles.editTitle(role.name)}
          verb={texts.edits.save}
          organization={organization}
          edit={{ read: () => readRole(scope, role.id), draftOf, save, compare: compareRole }}
          fields={(props) => <RoleFields {...props} />}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={texts.roles.removeTitle(role.name)}
        organization={organization}
        verb={texts.roles.removeVerb}
        danger
        onConfirm={remove}
        onClose={close}
      >
        {texts.roles.removeSays}
      </ConfirmDialog>
    </Group>
  );
}
