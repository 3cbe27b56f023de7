import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../../session/useScope";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { formQuery } from "../useForms";
import { OpenForm } from "./OpenForm";

const route = getRouteApi("/o/$organization/forms/$formId");

/** A form to fill in, and beside it the run that it started. */
export function FormPage() {
  const scope = useScope();
  const { formId } = route.useParams();
  const form = useQuery(formQuery(scope, formId));
  if (form.isSuccess) {
    return <OpenForm key={`${scope}/${formId}`} scope={scope} form={form.data} />;
  }
  return (
    <Page title={texts.forms.form}>
      <Loaded query={form} rows={5} height={60}>
        {() => null}
      </Loaded>
    </Page>
  );
}
