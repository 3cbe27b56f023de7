import { Button, Group, Modal, NativeSelect, Stack, Switch, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, platform } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { OWN_KEYS } from "./PersonalKeys";

interface NewPersonalKeyProps {
  onMade: (rawKey: string | undefined) => void;
}

const EMPTY = { name: "", orgId: "", readsOnly: false, expiresInDays: 90 };

/** The button that makes a personal key, and its form. */
export function NewPersonalKey({ onMade }: NewPersonalKeyProps) {
  const { organizations } = useSession();
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [draft, setDraft] = useState(EMPTY);
  const making = useMutation({
    mutationFn: ({ orgId, ...others }: typeof EMPTY) =>
      bodyOf(
        platform.POST("/api/users/me/keys", {
          body: { ...others, ...(orgId === "" ? {} : { orgId }) },
        }),
      ),
    onSuccess: async (made) => {
      setDraft(EMPTY);
      dialog.close();
      onMade(made.rawKey ?? undefined);
      await queries.invalidateQueries({ queryKey: OWN_KEYS });
    },
  });
  const problems = fieldProblems(making.error);

  function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    making.mutate(draft);
  }

  return (
    <Group>
      <Button onClick={dialog.open}>{texts.machines.keys.add}</Button>
      <Modal opened={isOpen} onClose={dialog.close} title={texts.machines.keys.add}>
        <form onSubmit={make}>
          <Stack>
            <TextInput
              label={texts.machines.keys.name}
              required
              withAsterisk={false}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
              error={problems.get("name")}
            />
            <NativeSelect
              label={texts.machines.keys.organization}
              data={[
                { value: "", label: texts.machines.keys.everywhere },
                ...organizations.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={draft.orgId}
              onChange={(event) => setDraft({ ...draft, orgId: event.currentTarget.value })}
              error={problems.get("orgId")}
            />
            <Switch
              label={texts.machines.keys.readsOnly}
              description={texts.machines.keys.readsOnlySays}
              checked={draft.readsOnly}
              onChange={(event) => setDraft({ ...draft, readsOnly: event.currentTarget.checked })}
            />
            <TextInput
              type="number"
              label={texts.machines.keys.days}
              min={1}
              max={365}
              value={draft.expiresInDays}
              onChange={(event) =>
                setDraft({ ...draft, expiresInDays: Number(event.currentTarget.value) })
              }
              error={problems.get("expiresInDays")}
            />
            {making.isError ? <ProblemAlert error={making.error} /> : null}
            <Group justify="flex-end">
              <Button type="submit" variant="filled" loading={making.isPending}>
                {texts.machines.keys.create}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </Group>
  );
}
