import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import type { Asked } from "./FileDialogs";
import { FolderList, type TreeActions } from "./tree/FolderList";
import { allowMove, endMove } from "./tree/moving";
import { pressTreeKey } from "./tree/treeKeys";
import { DeletedFilesDialog } from "./versions/DeletedFilesDialog";
import { downloadFolder, uploadZip } from "./zip";

interface FilesPanelProps {
  shown: string | undefined;
  onOpen: (path: string) => void;
  onAsk: (asked: Asked) => void;
}

/** The tree of the workspace, with what makes, uploads and downloads files. */
export function FilesPanel({ shown, onOpen, onAsk }: FilesPanelProps) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [showsDeleted, setShowsDeleted] = useState(false);
  const into = useRef("");
  const upload = useMutation({
    mutationFn: (file: File) => uploadZip(into.current, file),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["code"] }),
  });
  const actions: TreeActions = {
    shown,
    onOpen,
    onRename: (path) => onAsk({ kind: "rename", path }),
    onRemove: (path) => onAsk({ kind: "remove", path }),
    onNewFile: (folder) => onAsk({ kind: "file", path: `${folder}/` }),
    onUpload: chooseZip,
    onMove: (path, to) => onAsk({ kind: "rename", path, to }),
  };

  function chooseZip(folder: string) {
    into.current = folder;
    input.current?.click();
  }

  function drop(event: DragEvent) {
    const move = endMove(event, "");
    if (move !== undefined) actions.onMove(move.from, move.to);
  }

  return (
    <Stack component="nav" gap="xs" aria-label={texts.code.files}>
      <Group gap={4}>
        <Button size="xs" onClick={() => onAsk({ kind: "file", path: "" })}>
          {texts.code.newFile}
        </Button>
        <Button size="xs" onClick={() => onAsk({ kind: "folder", path: "" })}>
          {texts.code.newFolder}
        </Button>
        <Button size="xs" loading={upload.isPending} onClick={() => chooseZip("")}>
          {texts.code.upload}
        </Button>
        <Button size="xs" onClick={() => void downloadFolder("")}>
          {texts.code.download}
        </Button>
        <Button size="xs" onClick={() => setShowsDeleted(true)}>
          {texts.code.deleted}
        </Button>
      </Group>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={texts.code.uploadFile}
        accept=".zip,application/zip"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) upload.mutate(file);
          event.currentTarget.value = ""; // the same file may be chosen again
        }}
      />
      {upload.isError ? <ProblemAlert error={upload.error} /> : null}
      {upload.isSuccess ? (
        <Text size="sm" role="status">
          {texts.code.uploaded(upload.data.files)}
        </Text>
      ) : null}
      <Text size="xs" c="dimmed">
        {texts.code.treeKeys}
      </Text>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the rows are buttons; keys and drops bubble */}
      <div onKeyDown={(event) => pressTreeKey(event, actions)} onDragOver={allowMove} onDrop={drop}>
        <FolderList path="" actions={actions} />
      </div>
      {showsDeleted ? (
        <DeletedFilesDialog
          onRestored={(path) => {
            setShowsDeleted(false);
            onOpen(path);
          }}
          onClose={() => setShowsDeleted(false)}
        />
      ) : null}
    </Stack>
  );
}
