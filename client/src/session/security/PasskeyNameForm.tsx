import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";

interface PasskeyNameFormProps {
  says: string;
  name?: string;
  verb: string;
  busy: boolean;
  error: Error | null;
  onName: (name: string) => void;
  onCancel: () => void;
}

/** Asks what the user calls a passkey. */
export function PasskeyNameForm(props: PasskeyNameFormProps) {
  const { says, name = "", verb, busy, error, onName, onCancel } = props;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onName(String(new FormData(event.currentTarget).get("name")));
  }

  return (
    <form onSubmit={send}>
      <Stack>
        <Text>{says}</Text>
        <TextInput
          name="name"
          label={texts.security.passkeyName}
          placeholder={texts.security.passkeyNameSays}
          defaultValue={name}
          maxLength={60}
          required
          withAsterisk={false}
          data-autofocus
        />
        {error === null ? null : <ProblemAlert error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onCancel}>{texts.common.cancel}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
