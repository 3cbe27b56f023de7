import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../../session/useScope";
import * as texts from "../../texts/texts";
import { Page } from "../../ui/Page";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { SkeletonRows } from "../../ui/SkeletonRows";
import { formQuery } from "../useForms";
import { OpenForm } from "./OpenForm";

const route = getRouteApi("/o/$organization/forms/$formId");

/** A form to fill in, and beside it the run that it started. */
export function FormPage() {
  const scope = useScope();
  const { formId } = route.useParams();
  const form = useQuery(formQuery(scope, formId));
  if (form.isError) {
    return (
      <Page title={texts.forms.form}>
        <ProblemAlert error={form.error} onRetry={() => form.refetch()} />
      </Page>
    );
  }
  if (form.data === undefined) {
    return (
      <Page title={texts.forms.form}>
        <SkeletonRows rows={5} height={60} />
      </Page>
    );
  }
  return <OpenForm key={`${scope}/${formId}`} scope={scope} form={form.data} />;
}
