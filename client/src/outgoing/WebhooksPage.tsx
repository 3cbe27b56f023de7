import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { NewWebhook } from "./NewWebhook";
import { useWebhookNews } from "./useWebhookNews";
import { useWebhooks } from "./useWebhooks";
import { WebhookTable } from "./WebhookTable";

/** The addresses outside that are told of the organization's events. */
export function WebhooksPage() {
  const scope = useScope();
  const webhooks = useWebhooks(scope);
  useWebhookNews(scope);
  return (
    <Page title={texts.outgoing.title} says={texts.outgoing.says} action={<NewWebhook />}>
      <Loaded query={webhooks}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={texts.outgoing.empty} says={texts.outgoing.emptySays} />
          ) : (
            <WebhookTable webhooks={found} />
          )
        }
      </Loaded>
    </Page>
  );
}
