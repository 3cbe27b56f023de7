import * as texts from "../texts/texts";
import type { FileDialogsProps } from "./FileDialogs";
import { PathDialog } from "./PathDialog";

interface NewPathDialogProps extends Pick<FileDialogsProps, "changes" | "onMade" | "onClose"> {
  kind: "file" | "folder";
  path: string;
}

/** Asks for the path of a new file or folder. */
export function NewPathDialog({ kind, path, changes, onMade, onClose }: NewPathDialogProps) {
  const { write, makeFolder } = changes;
  const isFile = kind === "file";

  function make(made: string) {
    if (!isFile) makeFolder.mutate(made, { onSuccess: onClose });
    else {
      const file = { path: made, content: "", etag: undefined };
      write.mutate(file, { onSuccess: () => onMade(made) });
    }
  }

  return (
    <PathDialog
      title={isFile ? texts.code.newFile : texts.code.newFolder}
      label={isFile ? texts.code.pathOfFile : texts.code.pathOfFolder}
      initial={path}
      verb={texts.code.make}
      isPending={write.isPending || makeFolder.isPending}
      error={write.error ?? makeFolder.error}
      onSend={make}
      onClose={onClose}
    />
  );
}
