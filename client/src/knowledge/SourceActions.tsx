import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { SourceView } from "../api/schema";
import type { Scope } from "../api/scope";
import { basedOn, versionAsShown } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { EditDialog } from "../ui/EditDialog";
import { ProblemAlert } from "../ui/ProblemAlert";
import { readSource, useSourceChanges } from "./knowledgeQueries";
import { SourceFields } from "./SourceFields";
import { comparedSource, type SourceDraft, sourceDraftOf } from "./sourceDraft";

interface SourceActionsProps {
  scope: Scope;
  source: SourceView;
}

const words = texts.knowledge;

/** Changes a source and who reads it, indexes it again, or deletes it. */
export function SourceActions({ scope, source }: SourceActionsProps) {
  const { namespace } = source;
  const organization = useOrganization(scope);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { remove, reindex } = useSourceChanges(scope, namespace);
  const [asking, setAsking] = useState<"edit" | "remove">();
  const close = () => setAsking(undefined);

  async function save(body: SourceDraft, version: string) {
    const params = { path: { namespace }, header: basedOn(version) };
    await bodyOf(inScope(scope).PATCH("/api/knowledge-sources/{namespace}", { params, body }));
    await queries.invalidateQueries({ queryKey: [scope, "knowledge"] });
  }

  async function discard() {
    const read = () => readSource(scope, source.namespace);
    const version = await versionAsShown(read, source, sourceDraftOf, texts.edits.changedSince);
    await remove.mutateAsync(version);
    await navigate({ to: "/o/$organization/knowledge", params: { organization: scope } });
  }

  return (
    <>
      {reindex.isError ? <ProblemAlert error={reindex.error} /> : null}
      <Group gap="xs">
        <Button onClick={() => setAsking("edit")}>{texts.edits.edit}</Button>
        <Button
          loading={reindex.isPending}
          onClick={() =>
            reindex.mutate(undefined, {
              onSuccess: () => notifications.show({ message: words.reindexing }),
            })
          }
        >
          {words.reindex}
        </Button>
        <Button color="red.9" onClick={() => setAsking("remove")}>
          {words.removeSource}
        </Button>
      </Group>
      {asking === "edit" ? (
        <EditDialog
          title={words.editTitle(namespace)}
          verb={texts.edits.save}
          organization={organization}
          edit={{
            read: () => readSource(scope, namespace),
            draftOf: sourceDraftOf,
            save,
            compare: comparedSource,
          }}
          fields={(props) => <SourceFields {...props} />}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        opened={asking === "remove"}
        title={`${words.removeSource}: ${namespace}`}
        organization={organization}
        verb={words.remove}
        danger
        onConfirm={discard}
        onClose={close}
      >
        <Text>{words.removeSourceSays}</Text>
      </ConfirmDialog>
    </>
  );
}
