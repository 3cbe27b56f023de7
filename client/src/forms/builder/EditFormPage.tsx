import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../../session/useScope";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Builder } from "./Builder";
import { storedFormQuery } from "./builderQueries";
import { openedWith } from "./builderState";

const route = getRouteApi("/o/$organization/forms/$formId/edit");

/** Changes a form that is stored. */
export function EditFormPage() {
  const scope = useScope();
  const { formId } = route.useParams();
  const { tab = "fields" } = route.useSearch();
  const navigate = route.useNavigate();
  const stored = useQuery(storedFormQuery(scope, formId));
  if (stored.isSuccess) {
    return (
      <Builder
        key={`${scope}/${formId}`}
        scope={scope}
        formId={formId}
        initial={openedWith(stored.data.content, stored.data)}
        tab={tab}
        onTab={(chosen) => void navigate({ search: { tab: chosen }, replace: true })}
        onSaved={() => undefined}
      />
    );
  }
  return (
    <Page title={texts.builder.edit("")}>
      <Loaded query={stored} rows={5} height={60}>
        {() => null}
      </Loaded>
    </Page>
  );
}
