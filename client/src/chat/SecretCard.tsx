import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useRefusal, useSecrets } from "./chatQueries";
import type { AskedSecret } from "./turnFrames";

interface SecretCardProps {
  scope: Scope;
  questionId: string;
  secrets: readonly AskedSecret[];
}

const words = texts.chat;

/** Asks for secret values, which the tool gets and nobody sees; the page keeps none once sent. */
export function SecretCard({ scope, questionId, secrets }: SecretCardProps) {
  const give = useSecrets(scope, questionId);
  const refuse = useRefusal(scope, questionId);
  const isSaid = give.isSuccess || refuse.isSuccess;
  const error = give.error ?? refuse.error;

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const given = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
    give.mutate(Object.fromEntries(given.filter(([, value]) => value !== "")));
    form.reset();
  }

  if (isSaid) return <Text>{give.isSuccess ? words.secretsSent : words.secretsRefused}</Text>;
  return (
    <form onSubmit={send} autoComplete="off">
      <Stack gap="xs">
        <Text>{words.secretsSay}</Text>
        {secrets.map(({ name, label, helpText, isRequired }) => (
          <PasswordInput
            key={name}
            name={name}
            label={label}
            description={helpText}
            required={isRequired}
            maxLength={8000}
            autoComplete="off"
          />
        ))}
        {error === null ? null : <ProblemAlert error={error} />}
        <Group gap="xs">
          <Button type="submit" variant="filled" loading={give.isPending}>
            {words.secretsGive}
          </Button>
          <Button disabled={give.isPending} onClick={() => refuse.mutate()}>
            {words.secretsRefuse}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
