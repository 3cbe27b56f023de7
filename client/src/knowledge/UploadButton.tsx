import { Button, Progress, Stack, Text } from "@mantine/core";
import { useRef, useState } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useSourceChanges } from "./knowledgeQueries";

interface UploadButtonProps {
  scope: Scope;
  namespace: string;
}

const words = texts.knowledge;
const ACCEPTED = ".txt,.md,.markdown,.rst,.log,.htm,.html,.csv,.json,.docx,.pdf";

/** Uploads the chosen files, one after another, and says how many are there. */
export function UploadButton({ scope, namespace }: UploadButtonProps) {
  const { upload } = useSourceChanges(scope, namespace);
  const input = useRef<HTMLInputElement>(null);
  const [count, setCount] = useState({ done: 0, all: 0 });

  async function send(files: readonly File[]) {
    setCount({ done: 0, all: files.length });
    try {
      for (const [place, file] of files.entries()) {
        await upload.mutateAsync(file);
        setCount({ done: place + 1, all: files.length });
      }
    } catch {
      // The alert says why; the files before it are there.
    }
  }

  return (
    <Stack gap="xs">
      <div>
        <Button variant="filled" loading={upload.isPending} onClick={() => input.current?.click()}>
          {words.upload}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={ACCEPTED}
        aria-label={words.upload}
        onChange={(event) => {
          void send([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = "";
        }}
      />
      {upload.isPending ? (
        <>
          <Progress value={(100 * count.done) / Math.max(count.all, 1)} aria-label={words.upload} />
          <Text c="dimmed">{words.uploading(count.done, count.all)}</Text>
        </>
      ) : null}
      {upload.isError ? <ProblemAlert error={upload.error} /> : null}
    </Stack>
  );
}
