import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type Dispatch, useState } from "react";
import * as texts from "../../../texts/texts";
import { CopyButton } from "../../../ui/CopyButton";
import type { BuilderChange } from "../builderState";
import { bodyOfContent, type FormContent } from "../formContent";
import { contentIn } from "../formJson";

interface JsonPanelProps {
  content: FormContent;
  change: Dispatch<BuilderChange>;
}

/** The form as JSON, to read, to copy, or to change. */
export function JsonPanel({ content, change }: JsonPanelProps) {
  const json = JSON.stringify(bodyOfContent(content), undefined, 2);
  const [typed, setTyped] = useState(json);
  const [fault, setFault] = useState<string>();

  function apply() {
    try {
      change({ kind: "whole", content: contentIn(typed) });
      setFault(undefined);
    } catch (error) {
      setFault(texts.builder.jsonFault(error instanceof Error ? error.message : String(error)));
    }
  }

  return (
    <Stack gap="xs">
      <Textarea
        label={texts.builder.json}
        autosize
        minRows={12}
        maxRows={32}
        spellCheck={false}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {fault === undefined ? null : (
        <Text c="var(--mantine-color-error)" role="alert">
          {fault}
        </Text>
      )}
      <Group gap="xs">
        <Button disabled={typed === json} onClick={apply}>
          {texts.builder.applyJson}
        </Button>
        <CopyButton value={typed} label={texts.builder.copyJson} />
      </Group>
    </Stack>
  );
}
