import { Text } from "@mantine/core";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import type { useFileChanges } from "./codeQueries";
import { NewPathDialog } from "./NewPathDialog";
import { PathDialog } from "./PathDialog";

/** What is asked before a file or a folder is changed. */
export type Asked =
  | { readonly kind: "file" | "folder"; readonly path: string }
  | { readonly kind: "remove"; readonly path: string }
  /** With where it was dropped, if it was dragged. */
  | { readonly kind: "rename"; readonly path: string; readonly to?: string };

export interface FileDialogsProps {
  asked: Asked | undefined;
  changes: ReturnType<typeof useFileChanges>;
  /** The version of a file as it is open here; undefined of one that is not, and of a folder. */
  etagOf: (path: string) => string | undefined;
  onMade: (path: string) => void;
  onRenamed: (from: string, to: string) => void;
  onRemoved: (path: string) => void;
  onClose: () => void;
}

export const PLATFORM = { id: "GLOBAL", name: texts.code.platform };

/** Asks for the path of what is made or moved, and before something is deleted. */
export function FileDialogs(props: FileDialogsProps) {
  const { asked, changes, etagOf, onRenamed, onRemoved, onClose } = props;
  const { rename, remove } = changes;
  if (asked === undefined) return null;
  const { path } = asked;
  const etag = etagOf(path);
  switch (asked.kind) {
    case "file":
    case "folder":
      return <NewPathDialog kind={asked.kind} path={path} {...props} />;
    case "rename":
      return (
        <PathDialog
          title={texts.code.rename}
          label={texts.code.newPath}
          initial={asked.to ?? path}
          verb={texts.code.move}
          isPending={rename.isPending}
          error={rename.error}
          onSend={(to) =>
            rename.mutate({ from: path, to, etag }, { onSuccess: () => onRenamed(path, to) })
          }
          onClose={onClose}
        />
      );
    default:
      return (
        <ConfirmDialog
          opened
          title={`${texts.code.remove}: ${path}`}
          organization={PLATFORM}
          verb={texts.code.removeIt}
          danger
          onConfirm={async () => {
            await remove.mutateAsync({ path, etag });
            onRemoved(path);
          }}
          onClose={onClose}
        >
          <Text>{texts.code.removeSays(path)}</Text>
        </ConfirmDialog>
      );
  }
}
