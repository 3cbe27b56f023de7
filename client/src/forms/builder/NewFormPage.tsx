import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../../session/useScope";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Builder } from "./Builder";
import { draftQuery } from "./builderQueries";
import { openedWith } from "./builderState";
import { FormStart } from "./FormStart";
import { contentOf } from "./formContent";

const route = getRouteApi("/o/$organization/forms/new");

/** Makes a form: from a workflow, or of a file. */
export function NewFormPage() {
  const scope = useScope();
  const { workflow, tab = "fields" } = route.useSearch();
  const navigate = route.useNavigate();
  const draft = useQuery({ ...draftQuery(scope, workflow ?? ""), enabled: workflow !== undefined });

  if (workflow === undefined) {
    return (
      <Page title={texts.builder.make}>
        <FormStart scope={scope} />
      </Page>
    );
  }
  if (draft.isSuccess) {
    return (
      <Builder
        key={`${scope}/${workflow}`}
        scope={scope}
        initial={openedWith(contentOf(draft.data.form))}
        notes={draft.data.notes}
        tab={tab}
        onTab={(chosen) => void navigate({ search: { workflow, tab: chosen }, replace: true })}
        onSaved={(formId) =>
          void navigate({
            to: "/o/$organization/forms/$formId/edit",
            params: { organization: scope, formId },
            replace: true,
          })
        }
      />
    );
  }
  return (
    <Page title={texts.builder.make}>
      <Loaded query={draft} rows={5} height={60}>
        {() => null}
      </Loaded>
    </Page>
  );
}
