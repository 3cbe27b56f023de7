import { getRouteApi } from "@tanstack/react-router";
import { useMay } from "../session/useMay";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { FilterInput } from "../ui/FilterInput";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { FormList } from "./FormList";
import { useForms } from "./useForms";

const route = getRouteApi("/o/$organization/forms");

/** The forms that the user may fill in. */
export function FormsPage() {
  const scope = useScope();
  const may = useMay();
  const forms = useForms(scope);
  const { q } = route.useSearch();
  const navigate = route.useNavigate();

  function filter(typed: string) {
    void navigate({ search: typed === "" ? {} : { q: typed }, replace: true });
  }

  return (
    <Page
      title={texts.forms.title}
      says={texts.forms.says}
      action={
        may("forms.manage") ? (
          <LinkButton to="/o/$organization/forms/new" params={{ organization: scope }}>
            {texts.forms.make}
          </LinkButton>
        ) : undefined
      }
    >
      <FilterInput label={texts.forms.filter} value={q ?? ""} onChange={filter} />
      <Loaded query={forms} height={56}>
        {(found) => <FormList scope={scope} forms={found} filter={q} onClear={() => filter("")} />}
      </Loaded>
    </Page>
  );
}
