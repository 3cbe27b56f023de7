import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { Section } from "../../ui/Section";
import { draftsOf, type OpenFile } from "../openFiles";
import { TransformFields } from "./TransformFields";
import { TransformOutcome } from "./TransformOutcome";
import { CODEMOD_IDS, codemodOf, NEW_TRANSFORM } from "./transformDraft";

interface TransformPanelProps {
  file: OpenFile;
  open: readonly OpenFile[];
  /** Puts a text into the editor, where it is looked at before it is saved. */
  onTake: (text: string) => void;
}

const WHERE = ["file", "folder", "everything"] as const;
const words = texts.code.transforms;

/** Transforms code: each file is shown as a diff, and taken over by a person. */
export function TransformPanel({ file, open, onTake }: TransformPanelProps) {
  const [draft, setDraft] = useState(NEW_TRANSFORM);
  const [where, setWhere] = useState<(typeof WHERE)[number]>("file");
  const { data: known = [] } = useQuery({
    queryKey: ["code", "codemods"],
    queryFn: ({ signal }) => bodyOf(platform.GET("/api/editor/codemods", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const folder = file.path.slice(0, Math.max(0, file.path.lastIndexOf("/")));
  const transform = useMutation({
    mutationFn: () => {
      const only = where === "file" ? [{ path: file.path, content: file.text }] : [];
      const paths = where === "folder" && folder !== "" ? [folder] : [];
      const body = { codemod: codemodOf(draft), files: only, paths };
      return bodyOf(platform.POST("/api/editor/transform", { body }));
    },
  });
  const unsaved = where === "file" ? [] : draftsOf(open);

  function send(event: FormEvent) {
    event.preventDefault();
    if (!transform.isPending && unsaved.length === 0) transform.mutate();
  }

  return (
    <Section title={words.title}>
      <form onSubmit={send}>
        <Stack gap="xs" maw="40rem">
          <NativeSelect
            label={words.kind}
            description={known.find(({ id }) => id === draft.id)?.why ?? words.says}
            value={draft.id}
            data={CODEMOD_IDS.map((id) => ({
              value: id,
              label: known.find((one) => one.id === id)?.title ?? id,
            }))}
            onChange={({ currentTarget: { value } }) =>
              setDraft({ ...draft, id: CODEMOD_IDS.find((id) => id === value) ?? "rewrite-call" })
            }
          />
          <TransformFields
            draft={draft}
            onChange={(changed) => setDraft((before) => ({ ...before, ...changed }))}
          />
          <NativeSelect
            label={words.where}
            value={where}
            data={WHERE.map((value) => ({ value, label: words.places[value] }))}
            onChange={({ currentTarget: { value } }) =>
              setWhere(WHERE.find((one) => one === value) ?? "file")
            }
          />
          {unsaved.length === 0 ? null : (
            <Text size="sm" role="status">
              {words.saveFirst(unsaved.map(({ path }) => path))}
            </Text>
          )}
          <div>
            <Button type="submit" size="xs" loading={transform.isPending}>
              {words.show}
            </Button>
          </div>
        </Stack>
      </form>
      {transform.isError ? <ProblemAlert error={transform.error} /> : null}
      {transform.data === undefined ? null : (
        <TransformOutcome found={transform.data} file={file} onTake={onTake} />
      )}
    </Section>
  );
}
