import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { useOrganization } from "./useOrganization";

/** Instead of a page that is for other people of the organization. */
export function NotForYouPage() {
  const { name } = useOrganization(useScope());
  return (
    <Page title={texts.shell.notForYou}>
      <EmptyState title={texts.shell.notForYouTitle(name)} says={texts.shell.notForYouSays} />
    </Page>
  );
}
