import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { TextLink } from "../ui/TextLink";

export function NotFoundPage() {
  return (
    <Page title={texts.common.nothingHere}>
      <EmptyState
        title={texts.common.notFound}
        action={<TextLink to="/">{texts.common.toStart}</TextLink>}
      />
    </Page>
  );
}
