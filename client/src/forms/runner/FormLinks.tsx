import { Group } from "@mantine/core";
import type { FormView } from "../../api/schema";
import { GLOBAL_SCOPE, headerOf, type Scope } from "../../api/scope";
import { useOrganization } from "../../organizations/useOrganization";
import { useMay } from "../../session/useMay";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { LinkButton } from "../../ui/LinkButton";

interface FormLinksProps {
  scope: Scope;
  form: FormView;
}

/** For administrators: fill in the form for many rows, and change it where it belongs. */
export function FormLinks({ scope, form }: FormLinksProps) {
  const may = useMay();
  const { platformAdmin } = useSession();
  const { name } = useOrganization(scope);
  // A form of its own runs in its organization only, a form of Global in any.
  const isOwn = form.orgId !== headerOf(GLOBAL_SCOPE);
  return (
    <Group gap="xs">
      {platformAdmin ? (
        <LinkButton
          variant="default"
          to="/platform/fleet-runs/new"
          search={{
            form: form.id,
            ...(scope === GLOBAL_SCOPE ? {} : { organization: name }),
            ...(isOwn ? { only: scope } : {}),
          }}
        >
          {texts.forms.fillMany}
        </LinkButton>
      ) : null}
      {may("forms.manage") && form.orgId === headerOf(scope) ? (
        <LinkButton
          to="/o/$organization/forms/$formId/edit"
          params={{ organization: scope, formId: form.id }}
        >
          {texts.forms.edit}
        </LinkButton>
      ) : null}
    </Group>
  );
}
