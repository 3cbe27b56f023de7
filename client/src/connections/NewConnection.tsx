import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { bodyOf, inScope } from "../api/client";
import { GLOBAL_SCOPE } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { type ConnectionDraft, createdOf, filled } from "./connectionDraft";
import { connectionsKey } from "./connectionQueries";
import { NewConnectionFields } from "./NewConnectionFields";

/** The button that makes a connection, and leads to it. */
export function NewConnection() {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure();

  async function create(draft: ConnectionDraft) {
    const body = createdOf(draft);
    const made = await bodyOf(inScope(scope).POST("/api/oauth/connections", { body }));
    await queries.invalidateQueries({ queryKey: connectionsKey(scope) });
    await navigate({
      to: "/o/$organization/connections/$connection",
      params: { organization: scope, connection: made.connection_name },
    });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.connections.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.connections.add}
          verb={texts.connections.create}
          organization={organization}
          initial={filled("empty")}
          create={create}
          fields={(props) => <NewConnectionFields {...props} isGlobal={scope === GLOBAL_SCOPE} />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
