import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { bodyOf, inScope } from "../api/client";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { RoleFields } from "./RoleFields";
import { EMPTY_ROLE, type RoleDraft } from "./roleDraft";
import { rolesQuery } from "./roleQueries";

/** The button that makes a role, and leads to it. */
export function NewRole() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure();

  async function create(draft: RoleDraft) {
    const made = await bodyOf(inScope(scope).POST("/api/roles", { body: draft }));
    await queries.invalidateQueries({ queryKey: rolesQuery(scope).queryKey });
    await navigate({
      to: "/o/$organization/roles/$roleId",
      params: { organization: scope, roleId: made.id },
    });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.roles.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.roles.add}
          verb={texts.roles.create}
          organization={organization}
          initial={EMPTY_ROLE}
          create={create}
          fields={(props) => <RoleFields {...props} />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
