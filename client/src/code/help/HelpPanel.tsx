import { Button, NativeSelect, Stack, Text, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { Section } from "../../ui/Section";
import type { OpenFile } from "../openFiles";
import { DraftView } from "./DraftView";
import { HELPS, type Help, useHelp } from "./useHelp";

interface HelpPanelProps {
  file: OpenFile;
  /** Puts a text into the editor, where it is looked at before it is saved. */
  onTake: (text: string) => void;
}

/** Help of a model with a file: what it writes is shown as a diff, and saved by nobody but a person. */
export function HelpPanel({ file, onTake }: HelpPanelProps) {
  const [help, setHelp] = useState<Help>("generate");
  const [words, setWords] = useState("");
  const asked = useHelp();
  const needsWords = help === "generate" || help === "fix";

  function send(event: FormEvent) {
    event.preventDefault();
    if (asked.isPending || (needsWords && words.trim() === "")) return;
    asked.mutate({ help, path: file.path, content: file.text, words });
  }

  return (
    <Section title={texts.code.help}>
      <form onSubmit={send}>
        <Stack gap="xs" maw="40rem">
          <Text size="sm" c="dimmed">
            {texts.code.helpSays}
          </Text>
          <NativeSelect
            label={texts.code.helpWith}
            value={help}
            onChange={(event) =>
              setHelp(HELPS.find((one) => one === event.currentTarget.value) ?? "generate")
            }
            data={HELPS.map((one) => ({ value: one, label: texts.code.helps[one] }))}
          />
          {help === "tests" ? null : (
            <Textarea
              label={texts.code.helpWords[help]}
              autosize
              minRows={2}
              maxRows={10}
              value={words}
              onChange={(event) => setWords(event.currentTarget.value)}
            />
          )}
          <div>
            <Button type="submit" size="xs" loading={asked.isPending}>
              {texts.code.askModel}
            </Button>
          </div>
        </Stack>
      </form>
      {asked.isError ? <ProblemAlert error={asked.error} /> : null}
      {asked.data === undefined ? null : "text" in asked.data ? (
        <Text style={{ whiteSpace: "pre-wrap" }}>{asked.data.text}</Text>
      ) : (
        <DraftView file={file} draft={asked.data.draft} onTake={onTake} />
      )}
    </Section>
  );
}
