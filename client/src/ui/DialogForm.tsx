import { Button, Group, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { fieldProblems } from "../api/fieldProblems";
import * as texts from "../texts/texts";
import { OrganizationLine } from "./OrganizationLine";
import { ProblemAlert } from "./ProblemAlert";

interface DialogFormProps {
  /** The organization that is changed; undefined for what belongs to the platform. */
  organization: { id: string; name: string } | undefined;
  verb: string;
  danger?: boolean;
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
  /** The fields, with what the server says against each. */
  children: (problems: ReadonlyMap<string, string>) => ReactNode;
}

/** The content of a dialog that saves: what was typed stays with the reason if that is refused. */
export function DialogForm(props: DialogFormProps) {
  const { organization, verb, danger = false, onSubmit, onClose, children } = props;
  const saving = useMutation({ mutationFn: onSubmit });

  function submit(event: FormEvent) {
    event.preventDefault();
    // The form of a dialog is drawn within the page's form, if that has one: both would be sent.
    event.stopPropagation();
    saving.mutate();
  }

  return (
    <form noValidate onSubmit={submit}>
      <Stack>
        {organization === undefined ? null : <OrganizationLine organization={organization} />}
        {children(fieldProblems(saving.error))}
        {saving.isError ? <ProblemAlert error={saving.error} /> : null}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={saving.isPending}
            {...(danger ? { color: "red.9" } : {})}
          >
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
