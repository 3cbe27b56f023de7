import { Modal, Text, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { TimeText } from "../../ui/TimeText";
import { FileVersionsDialog } from "./FileVersionsDialog";
import classes from "./VersionList.module.css";
import { useDeletedFiles } from "./versionQueries";

interface DeletedFilesDialogProps {
  onRestored: (path: string) => void;
  onClose: () => void;
}

const GONE = { text: "", etag: undefined, isDirty: false };

/** The files that were deleted, each with its versions to restore. */
export function DeletedFilesDialog({ onRestored, onClose }: DeletedFilesDialogProps) {
  const deleted = useDeletedFiles();
  const [path, setPath] = useState<string>();
  if (path !== undefined) {
    return (
      <FileVersionsDialog
        path={path}
        now={GONE}
        onRestored={() => onRestored(path)}
        onClose={() => setPath(undefined)}
      />
    );
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={texts.code.deleted}>
      <Loaded query={deleted}>
        {(found) =>
          found.length === 0 ? (
            <Text c="dimmed">{texts.code.noDeleted}</Text>
          ) : (
            <ul className={classes.list} aria-label={texts.code.deleted}>
              {found.map((file) => (
                <li key={file.path}>
                  <UnstyledButton className={classes.version} onClick={() => setPath(file.path)}>
                    <span>{file.path}</span>
                    <span>{file.deletedByName ?? texts.code.unknownAuthor}</span>
                    <TimeText at={file.deletedAt} />
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Modal>
  );
}
