import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { fieldProblems } from "../api/fieldProblems";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { OrganizationLine } from "../ui/OrganizationLine";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useCreateSource } from "./knowledgeQueries";
import { ReadersInput } from "./ReadersInput";

interface NewSourceDialogProps {
  scope: Scope;
  opened: boolean;
  onClose: () => void;
}

const words = texts.knowledge;

/** Asks for the name of a source, and makes it. */
export function NewSourceDialog({ scope, opened, onClose }: NewSourceDialogProps) {
  const creating = useCreateSource(scope);
  const organization = useOrganization(scope);
  const problems = fieldProblems(creating.error);
  const [roleIds, setRoleIds] = useState<string[]>([]);

  function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    creating.mutate(
      { namespace: text("namespace"), description: text("description"), roleIds },
      { onSuccess: onClose },
    );
  }

  return (
    <Modal opened={opened} onClose={onClose} title={words.create}>
      <form onSubmit={create}>
        <Stack>
          <OrganizationLine organization={organization} />
          <TextInput
            name="namespace"
            label={words.namespace}
            description={words.namespaceSays}
            required
            error={problems.get("namespace")}
          />
          <TextInput name="description" label={words.description} />
          <ReadersInput
            scope={scope}
            value={roleIds}
            error={problems.get("roleIds")}
            onChange={setRoleIds}
          />
          {creating.isError ? <ProblemAlert error={creating.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button onClick={onClose}>{texts.common.cancel}</Button>
            <Button type="submit" variant="filled" loading={creating.isPending}>
              {words.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
