import { Button, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Dispatch } from "react";
import { useState } from "react";
import type { FileContent } from "../api/schema";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { BelowFile } from "./BelowFile";
import classes from "./CodeDesk.module.css";
import { FileConflict, useFileChanges, useFileCheck } from "./codeQueries";
import { FileConflictDialog } from "./conflict/FileConflictDialog";
import { HelpPanelLater } from "./help/HelpPanelLater";
import { isDirty, type OpenFile, type OpenFilesChange } from "./openFiles";
import { CodeText } from "./text/CodeText";
import { TransformPanelLater } from "./transforms/TransformPanelLater";
import { FileVersionsDialog } from "./versions/FileVersionsDialog";

interface OpenFileViewProps {
  file: OpenFile;
  /** All files of the editor: what is not saved is run and tested, too. */
  open: readonly OpenFile[];
  line: number | undefined;
  change: Dispatch<OpenFilesChange>;
  onOpen: (path: string, line: number | undefined) => void;
}

const NO_ISSUES: never[] = [];
const TYPING_MS = 600;

/** A file in the editor: its text, what is wrong with it, and how it is saved. */
export function OpenFileView({ file, open, line, change, onOpen }: OpenFileViewProps) {
  const { path, text, etag } = file;
  const { write } = useFileChanges();
  const [theirs, setTheirs] = useState<FileContent>();
  const [showsVersions, setShowsVersions] = useState(false);
  const [settled] = useDebouncedValue(text, TYPING_MS);
  const check = useFileCheck(path, settled);

  function save() {
    if (!isDirty(file) || write.isPending) return;
    write.mutate(
      { path, content: text, etag },
      {
        onSuccess: (saved) => change({ kind: "saved", path, text, etag: saved.etag }),
        onError: (error) => {
          if (error instanceof FileConflict) setTheirs(error.theirs);
        },
      },
    );
  }

  function merge(merged: string) {
    if (theirs === undefined) return;
    change({ kind: "merged", path, base: theirs.content, etag: theirs.etag, text: merged });
    setTheirs(undefined);
    write.reset();
  }

  function take(taken: string) {
    change({ kind: "merged", path, base: file.base, etag: etag ?? "", text: taken });
  }

  function takeOver({ content, etag: restored }: FileContent) {
    change({ kind: "merged", path, base: content, etag: restored, text: content });
    setShowsVersions(false);
  }

  const isRefused = write.isError && !(write.error instanceof FileConflict);
  return (
    <Stack gap="xs">
      <div className={classes.text}>
        <CodeText
          key={`${path} ${file.revision}`}
          path={path}
          initial={text}
          line={line}
          issues={check.data?.issues ?? NO_ISSUES}
          onChange={(typed) => change({ kind: "type", path, text: typed })}
          onSave={save}
        />
      </div>
      {isRefused ? <ProblemAlert error={write.error} /> : null}
      <Group justify="space-between">
        <Text size="xs" c="dimmed">
          {texts.code.keys}
        </Text>
        <Group gap="xs">
          <Button onClick={() => setShowsVersions(true)}>{texts.code.versions}</Button>
          <Button
            variant="filled"
            loading={write.isPending}
            disabled={!isDirty(file)}
            onClick={save}
          >
            {texts.code.save}
          </Button>
        </Group>
      </Group>
      <BelowFile path={path} report={check.data} open={open} onOpen={onOpen} />
      <TransformPanelLater file={file} open={open} onTake={take} />
      <HelpPanelLater file={file} onTake={take} />
      {showsVersions ? (
        <FileVersionsDialog
          path={path}
          now={{ text: file.base, etag, isDirty: isDirty(file) }}
          onRestored={takeOver}
          onClose={() => setShowsVersions(false)}
        />
      ) : null}
      {theirs === undefined ? null : (
        <FileConflictDialog
          file={file}
          theirs={theirs}
          onMerged={merge}
          onClose={() => setTheirs(undefined)}
        />
      )}
    </Stack>
  );
}
