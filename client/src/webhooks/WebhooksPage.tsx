import { Button } from "@mantine/core";
import { useState } from "react";
import type { WebhookSourceMade, WebhookSourceView } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { DataTable } from "../ui/DataTable";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { TextLink } from "../ui/TextLink";
import type { Column } from "../ui/table";
import { NewWebhookDialog } from "./NewWebhookDialog";
import { absolute, SecretOnce } from "./SecretOnce";
import { senderName } from "./senders";
import { WebhookState } from "./WebhookState";
import { useWebhooks } from "./webhookQueries";

const words = texts.webhooks;

const COLUMNS: readonly Column<WebhookSourceView>[] = [
  {
    key: "name",
    header: words.name,
    isTitle: true,
    cell: ({ id, name }) => (
      <TextLink
        from="/o/$organization/webhooks"
        to="/o/$organization/webhooks/$sourceId"
        params={{ sourceId: id }}
        fw={500}
      >
        {name}
      </TextLink>
    ),
  },
  { key: "sender", header: words.sender, cell: ({ adapter }) => senderName(adapter) },
  { key: "state", header: words.state, cell: (source) => <WebhookState source={source} /> },
  { key: "by", header: words.savedBy, cell: ({ madeByName }) => madeByName },
  {
    key: "copy",
    header: words.copyAddress,
    isAction: true,
    cell: ({ url, name }) => (
      <CopyButton value={absolute(url)} label={`${words.copyAddress}: ${name}`} isLink />
    ),
  },
];

export function WebhooksPage() {
  const scope = useScope();
  const webhooks = useWebhooks(scope);
  const [isNew, setIsNew] = useState(false);
  const [made, setMade] = useState<WebhookSourceMade>();

  function show(source: WebhookSourceMade) {
    setIsNew(false);
    setMade(source);
  }

  return (
    <Page
      title={words.title}
      says={words.says}
      action={
        <Button variant="filled" onClick={() => setIsNew(true)}>
          {words.create}
        </Button>
      }
    >
      <Loaded query={webhooks}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={words.empty} says={words.emptySays} />
          ) : (
            <DataTable label={words.title} columns={COLUMNS} rows={found} keyOf={({ id }) => id} />
          )
        }
      </Loaded>
      <NewWebhookDialog
        scope={scope}
        opened={isNew}
        onMade={show}
        onClose={() => setIsNew(false)}
      />
      <SecretOnce made={made} onClose={() => setMade(undefined)} />
    </Page>
  );
}
