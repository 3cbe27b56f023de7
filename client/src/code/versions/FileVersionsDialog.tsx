import { Modal } from "@mantine/core";
import type { FileContent } from "../../api/schema";
import * as texts from "../../texts/texts";
import { Loaded } from "../../ui/Loaded";
import { ChosenVersion } from "./ChosenVersion";
import { useFileVersions } from "./versionQueries";

export interface FileNow {
  readonly text: string;
  /** Undefined where the file is deleted. */
  readonly etag: string | undefined;
  /** Whether the editor has changes that a version would replace. */
  readonly isDirty: boolean;
}

interface FileVersionsDialogProps {
  path: string;
  now: FileNow;
  onRestored: (file: FileContent) => void;
  onClose: () => void;
}

/** Who wrote a file when, how each version differs from now, and the way back to it. */
export function FileVersionsDialog({ path, now, onRestored, onClose }: FileVersionsDialogProps) {
  const versions = useFileVersions(path);
  return (
    <Modal opened onClose={onClose} size="xl" title={texts.code.versionsOf(path)}>
      <Loaded query={versions}>
        {(found) => (
          <ChosenVersion path={path} now={now} versions={found} onRestored={onRestored} />
        )}
      </Loaded>
    </Modal>
  );
}
