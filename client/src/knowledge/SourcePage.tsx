import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import type { SourceView } from "../api/schema";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { DocumentTable } from "./DocumentTable";
import { useSource, useSourceChanges } from "./knowledgeQueries";
import { UploadButton } from "./UploadButton";

const route = getRouteApi("/o/$organization/knowledge/$namespace");
const words = texts.knowledge;

/** One source: its documents, uploads, and what else is done to it. */
export function SourcePage() {
  const { organization: scope, namespace } = route.useParams();
  const navigate = route.useNavigate();
  const source = useSource(scope, namespace);
  const { remove, reindex } = useSourceChanges(scope, namespace);
  const organization = useOrganization(scope);
  const [asks, setAsks] = useState(false);

  function again() {
    reindex.mutate(undefined, {
      onSuccess: () => notifications.show({ message: words.reindexing }),
    });
  }

  async function discard() {
    await remove.mutateAsync();
    await navigate({ to: "/o/$organization/knowledge", params: { organization: scope } });
  }

  const isOwn = ({ scope: owner }: SourceView) => owner === organization.id;
  return (
    <Page title={namespace} says={source.data?.description}>
      <Loaded query={source}>
        {(found) => (
          <Stack>
            {found.needsReindex ? (
              <Alert color="yellow" title={words.reindexNeeded}>
                {words.reindexSays}
              </Alert>
            ) : null}
            {isOwn(found) ? <UploadButton scope={scope} namespace={namespace} /> : null}
            <DocumentTable scope={scope} namespace={namespace} isOwn={isOwn(found)} />
            {reindex.isError ? <ProblemAlert error={reindex.error} /> : null}
            {isOwn(found) ? (
              <Group gap="xs">
                <Button onClick={again} loading={reindex.isPending}>
                  {words.reindex}
                </Button>
                <Button color="red.9" onClick={() => setAsks(true)}>
                  {words.removeSource}
                </Button>
              </Group>
            ) : null}
          </Stack>
        )}
      </Loaded>
      <ConfirmDialog
        opened={asks}
        title={`${words.removeSource}: ${namespace}`}
        organization={organization}
        verb={words.remove}
        danger
        onConfirm={discard}
        onClose={() => setAsks(false)}
      >
        <Text>{words.removeSourceSays}</Text>
      </ConfirmDialog>
    </Page>
  );
}
