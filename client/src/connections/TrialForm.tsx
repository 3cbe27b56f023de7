import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { fieldProblems } from "../api/fieldProblems";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { CodeBlock } from "../ui/CodeBlock";
import { ProblemAlert } from "../ui/ProblemAlert";
import { connectionQuery } from "./connectionQueries";

interface TrialFormProps {
  name: string;
}

/** Sends one harmless request with the token, and shows how it was answered. */
export function TrialForm({ name }: TrialFormProps) {
  const scope = useScope();
  const queries = useQueryClient();
  const [path, setPath] = useState("/");
  const trial = useMutation({
    mutationFn: () =>
      bodyOf(
        inScope(scope).POST("/api/oauth/connections/{connection}/test", {
          params: { path: { connection: name } },
          body: { path },
        }),
      ),
    onSuccess: () =>
      queries.invalidateQueries({ queryKey: connectionQuery(scope, name).queryKey, exact: true }),
  });

  function send(event: FormEvent) {
    event.preventDefault();
    trial.mutate();
  }

  return (
    <form onSubmit={send} noValidate>
      <Stack gap="sm" maw={640}>
        <Text c="dimmed">{texts.connections.testSays}</Text>
        <Group gap="xs" align="flex-end">
          <TextInput
            label={texts.connections.path}
            value={path}
            flex={1}
            autoComplete="off"
            spellCheck={false}
            error={fieldProblems(trial.error).get("path")}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button type="submit" loading={trial.isPending}>
            {texts.connections.send}
          </Button>
        </Group>
        {trial.isError ? <ProblemAlert error={trial.error} /> : null}
        {trial.data === undefined ? null : (
          <Stack gap="xs" role="status">
            <Text fw={500}>
              {texts.connections.answered(trial.data.status, trial.data.milliseconds)}
            </Text>
            <Text c="dimmed">{trial.data.url}</Text>
            {trial.data.body === "" ? (
              <Text>{texts.connections.emptyAnswer}</Text>
            ) : (
              <CodeBlock
                code={trial.data.body}
                label={texts.connections.answer}
                copyLabel={texts.connections.copyAnswer}
              />
            )}
          </Stack>
        )}
      </Stack>
    </form>
  );
}
