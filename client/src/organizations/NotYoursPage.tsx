import { Link } from "@tanstack/react-router";
import { texts } from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";

/** Unknown and not the user's look the same, as they do in the API. */
export function NotYoursPage() {
  return (
    <Page title={texts.shell.organization}>
      <EmptyState
        title={texts.shell.notYours}
        says={texts.shell.notYoursSays}
        action={<Link to="/">{texts.common.toStart}</Link>}
      />
    </Page>
  );
}
