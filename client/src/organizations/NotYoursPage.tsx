import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { TextLink } from "../ui/TextLink";

/** Unknown and not the user's look the same, as they do in the API. */
export function NotYoursPage() {
  return (
    <Page title={texts.shell.organization}>
      <EmptyState
        title={texts.shell.notYours}
        says={texts.shell.notYoursSays}
        action={<TextLink to="/">{texts.common.toStart}</TextLink>}
      />
    </Page>
  );
}
