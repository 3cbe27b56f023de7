import { ActionIcon, Badge, Button, Group } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import Download from "lucide-react/icons/download";
import Redo2 from "lucide-react/icons/redo-2";
import Undo2 from "lucide-react/icons/undo-2";
import type { Scope } from "../../api/scope";
import { useOrganization } from "../../organizations/useOrganization";
import * as texts from "../../texts/texts";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { download } from "../../ui/download";
import { LinkButton } from "../../ui/LinkButton";
import { bodyOfContent, type FormContent } from "./formContent";
import type { BuilderHandle } from "./useBuilder";

interface BuilderToolsProps {
  scope: Scope;
  formId: string | undefined;
  builder: BuilderHandle;
}

/** Undo, redo, export and save; and the question before changes are lost. */
export function BuilderTools({ scope, formId, builder }: BuilderToolsProps) {
  const { state, change, hasChanges, isSaving, mayLeave, save } = builder;
  const organization = useOrganization(scope);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && !mayLeave(),
    enableBeforeUnload: () => !mayLeave(),
    withResolver: true,
  });

  return (
    <Group gap="xs">
      {hasChanges ? <Badge color="yellow">{texts.builder.unsaved}</Badge> : null}
      <ActionIcon
        aria-label={texts.builder.undo}
        disabled={state.past.length === 0}
        onClick={() => change({ kind: "undo" })}
      >
        <Undo2 size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={texts.builder.redo}
        disabled={state.future.length === 0}
        onClick={() => change({ kind: "redo" })}
      >
        <Redo2 size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon aria-label={texts.builder.exportIt} onClick={() => exportForm(state.content)}>
        <Download size={16} aria-hidden />
      </ActionIcon>
      {formId === undefined ? null : (
        <LinkButton to="/o/$organization/forms/$formId" params={{ organization: scope, formId }}>
          {texts.builder.open}
        </LinkButton>
      )}
      <Button
        variant="filled"
        loading={isSaving}
        disabled={!hasChanges}
        onClick={() => void save()}
      >
        {texts.builder.save}
      </Button>
      <ConfirmDialog
        opened={blocker.status === "blocked"}
        title={texts.builder.leave}
        organization={organization}
        verb={texts.builder.leaveIt}
        otherwise={texts.builder.stay}
        danger
        onConfirm={async () => blocker.proceed?.()}
        onClose={() => blocker.reset?.()}
      >
        {texts.builder.leaveSays}
      </ConfirmDialog>
    </Group>
  );
}

/** The form as a file that the import takes, as the server would export it. */
function exportForm(content: FormContent): void {
  const file = JSON.stringify({ form: bodyOfContent(content), version: 1 }, undefined, 2);
  const name = content.name.replaceAll(/[^A-Za-z0-9]+/g, "_").toLowerCase() || "form";
  download(`${name}.form.json`, `${file}\n`, "application/json");
}
