import { Button, Stack, Text, Textarea } from "@mantine/core";
import type { FormEvent } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { headersOf } from "./subscriptionFields";
import { TrialResult } from "./TrialResult";
import { useTrial } from "./webhookQueries";

interface TrialPanelProps {
  scope: Scope;
  sourceId: string;
}

const words = texts.webhooks;

/** Takes a body and headers, and shows which step of the check fails. */
export function TrialPanel({ scope, sourceId }: TrialPanelProps) {
  const trial = useTrial(scope, sourceId);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    // A form sends line ends as \r\n, which the sender did not sign.
    const body = String(given.get("body") ?? "").replaceAll("\r\n", "\n");
    trial.mutate({ headers: headersOf(String(given.get("headers") ?? "")), body });
  }

  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack maw="40rem">
          <Text c="dimmed">{words.testSays}</Text>
          <Textarea name="headers" label={words.testHeaders} minRows={3} autosize ff="monospace" />
          <Textarea
            name="body"
            label={words.body}
            minRows={5}
            maxRows={20}
            autosize
            ff="monospace"
          />
          {trial.isError ? <ProblemAlert error={trial.error} /> : null}
          <div>
            <Button type="submit" loading={trial.isPending}>
              {words.run}
            </Button>
          </div>
        </Stack>
      </form>
      {trial.data === undefined ? null : <TrialResult report={trial.data} />}
    </Stack>
  );
}
