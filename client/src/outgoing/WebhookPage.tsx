import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { DeliveryList } from "./DeliveryList";
import { useWebhookNews } from "./useWebhookNews";
import { webhookQuery } from "./useWebhooks";
import { WebhookActions } from "./WebhookActions";
import { WebhookFacts } from "./WebhookFacts";

const route = getRouteApi("/o/$organization/outgoing-webhooks/$webhookId");

/** One outgoing webhook: what it is told of, its secrets, and its deliveries. */
export function WebhookPage() {
  const scope = useScope();
  const { webhookId } = route.useParams();
  const webhook = useQuery(webhookQuery(scope, webhookId));
  useWebhookNews(scope);
  const known = webhook.data;
  return (
    <Page
      title={known?.name ?? texts.outgoing.one}
      says={known?.url ?? "\u00a0"}
      {...(known === undefined ? {} : { action: <WebhookActions webhook={known} /> })}
    >
      <Loaded query={webhook} rows={4} height={24}>
        {(found) => <WebhookFacts webhook={found} />}
      </Loaded>
      <Section title={texts.outgoing.deliveries}>
        <DeliveryList webhookId={webhookId} />
      </Section>
    </Page>
  );
}
