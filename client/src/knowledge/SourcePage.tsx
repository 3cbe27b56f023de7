import { Alert, Group, Stack, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { scopeOf } from "../api/scope";
import { useMay } from "../session/useMay";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { AddressButton } from "./AddressButton";
import { DocumentTable } from "./DocumentTable";
import { useSource } from "./knowledgeQueries";
import { SourceActions } from "./SourceActions";
import { UploadButton } from "./UploadButton";

const route = getRouteApi("/o/$organization/knowledge/$namespace");
const words = texts.knowledge;

/** One source: its documents, and for administrators uploads and what else is done to it. */
export function SourcePage() {
  const { organization: scope, namespace } = route.useParams();
  const may = useMay();
  const source = useSource(scope, namespace);
  return (
    <Page title={namespace} says={source.data?.description}>
      <Loaded query={source}>
        {(known) => {
          const { scope: owner, needsReindex, roleIds } = known;
          // GLOBAL's sources are changed there.
          const mayChange = may("ai.manage") && scopeOf(owner) === scope;
          return (
            <Stack>
              {needsReindex && mayChange ? (
                <Alert color="yellow" title={words.reindexNeeded}>
                  {words.reindexSays}
                </Alert>
              ) : null}
              {roleIds.length === 0 ? null : <Text c="dimmed">{words.limited}</Text>}
              {mayChange ? (
                <Group align="flex-start" gap="xs">
                  <UploadButton scope={scope} namespace={namespace} />
                  <AddressButton scope={scope} namespace={namespace} />
                </Group>
              ) : null}
              <DocumentTable scope={scope} namespace={namespace} isOwn={mayChange} />
              {mayChange ? <SourceActions scope={scope} source={known} /> : null}
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
