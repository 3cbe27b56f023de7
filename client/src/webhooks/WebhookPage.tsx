import { Alert, Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { AddressText } from "./AddressText";
import { GraphState } from "./GraphState";
import { absolute } from "./SecretOnce";
import { senderName } from "./senders";
import { WebhookPanel } from "./WebhookPanel";
import { useWebhook } from "./webhookQueries";
import { isWebhookTab, WEBHOOK_TABS } from "./webhookSearch";

const route = getRouteApi("/o/$organization/webhooks/$sourceId");
const words = texts.webhooks;

export function WebhookPage() {
  const { organization: scope, sourceId } = route.useParams();
  const { tab = "subscriptions" } = route.useSearch();
  const navigate = route.useNavigate();
  const webhook = useWebhook(scope, sourceId);

  function open(chosen: string | null) {
    if (isWebhookTab(chosen)) void navigate({ search: { tab: chosen }, replace: true });
  }

  const title = webhook.data?.name ?? words.title;
  const says = webhook.data && senderName(webhook.data.adapter);
  return (
    <Page title={title} says={says}>
      <Loaded query={webhook}>
        {(found) => (
          <>
            <AddressText address={absolute(found.url)} copyLabel={words.copyAddress}>
              {absolute(found.url)}
            </AddressText>
            {found.paused == null ? null : (
              <Alert color="yellow" title={words.paused}>
                {found.paused}
              </Alert>
            )}
            <GraphState scope={scope} source={found} />
            <Tabs value={tab} onChange={open} keepMounted={false}>
              <Tabs.List mb="md">
                {WEBHOOK_TABS.map((value) => (
                  <Tabs.Tab key={value} value={value}>
                    {words.tabs[value]}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value={tab}>
                <WebhookPanel tab={tab} scope={scope} source={found} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Loaded>
    </Page>
  );
}
