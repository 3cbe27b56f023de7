import { Group } from "@mantine/core";
import { useMay } from "../session/useMay";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { LinkButton } from "../ui/LinkButton";

interface WorkflowActionsProps {
  scope: string;
  name: string;
}

/** What can be made of a workflow besides a run: a form, and a run for many organizations. */
export function WorkflowActions({ scope, name }: WorkflowActionsProps) {
  const may = useMay();
  const { platformAdmin } = useSession();
  return (
    <Group gap="xs">
      {may("forms.manage") && (
        <LinkButton
          variant="default"
          to="/o/$organization/forms/new"
          params={{ organization: scope }}
          search={{ workflow: name }}
        >
          {texts.workflows.makeForm}
        </LinkButton>
      )}
      {platformAdmin && (
        <LinkButton variant="default" to="/platform/fleet-runs/new" search={{ workflow: name }}>
          {texts.workflows.forMany}
        </LinkButton>
      )}
    </Group>
  );
}
