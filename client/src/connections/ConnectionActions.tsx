import { Button, Group } from "@mantine/core";
import { useState } from "react";
import type { ConnectionDetail } from "../api/schema";
import { headerOf } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { EditDialog } from "../ui/EditDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SecretOnce } from "../ui/SecretOnce";
import { ConnectionFields } from "./ConnectionFields";
import { compareConnection, draftOf } from "./connectionDraft";
import { readConnection } from "./connectionQueries";
import { TokenButtons } from "./TokenButtons";
import { useConnectionChanges } from "./useConnectionChanges";

interface ConnectionActionsProps {
  connection: ConnectionDetail;
}

const words = texts.connections;

/** The buttons of a connection's page; an inherited one is changed where it belongs. */
export function ConnectionActions({ connection }: ConnectionActionsProps) {
  const { connection_name: name, org_id: owner } = connection;
  const scope = useScope();
  const organization = useOrganization(scope);
  const changes = useConnectionChanges(connection);
  const [asking, setAsking] = useState<"edit" | "remove">();
  const close = () => setAsking(undefined);
  const isOwn = owner === headerOf(scope);
  const failed = changes.refresh.error ?? changes.cancel.error ?? changes.makeLink.error;

  return (
    <Group gap="xs">
      {isOwn || connection.per_organization ? (
        <TokenButtons connection={connection} changes={changes} />
      ) : null}
      {isOwn ? (
        <>
          <Button onClick={() => setAsking("edit")}>{texts.edits.edit}</Button>
          <Button onClick={() => setAsking("remove")}>{texts.edits.remove}</Button>
        </>
      ) : null}
      {failed === null ? null : <ProblemAlert error={failed} />}
      {asking === "edit" ? (
        <EditDialog
          title={words.editTitle(name)}
          verb={texts.edits.save}
          organization={organization}
          edit={{
            read: () => readConnection(scope, name),
            draftOf,
            save: changes.save,
            compare: compareConnection,
          }}
          fields={(props) => <ConnectionFields {...props} isNew={false} />}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={words.removeTitle(name)}
        organization={organization}
        verb={words.removeVerb}
        danger
        onConfirm={changes.remove}
        onClose={close}
      >
        {words.removeSays}
      </ConfirmDialog>
      <SecretOnce
        secret={changes.link}
        title={words.linkTitle}
        says={words.linkSays}
        copyLabel={words.copyLink}
        onClose={changes.forgetLink}
      />
    </Group>
  );
}
