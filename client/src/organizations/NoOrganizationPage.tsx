import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";

export function NoOrganizationPage() {
  return (
    <Page title={texts.common.product}>
      <EmptyState title={texts.session.noOrganization} says={texts.session.noOrganizationSays} />
    </Page>
  );
}
