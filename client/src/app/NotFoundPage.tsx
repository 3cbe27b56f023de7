import { Link } from "@tanstack/react-router";
import { texts } from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";

export function NotFoundPage() {
  return (
    <Page title={texts.common.nothingHere}>
      <EmptyState
        title={texts.common.notFound}
        action={<Link to="/">{texts.common.toStart}</Link>}
      />
    </Page>
  );
}
