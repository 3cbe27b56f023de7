import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { PLATFORM } from "./FileDialogs";

interface CloseFileDialogProps {
  /** The file that is to be closed although it is not saved. */
  path: string | undefined;
  onClosed: (path: string) => void;
  onStay: () => void;
}

/** Asks before what was typed into a file is lost. */
export function CloseFileDialog({ path, onClosed, onStay }: CloseFileDialogProps) {
  return (
    <ConfirmDialog
      opened={path !== undefined}
      title={texts.code.leave}
      organization={PLATFORM}
      verb={texts.code.closeIt}
      otherwise={texts.code.stay}
      danger
      onConfirm={async () => path !== undefined && onClosed(path)}
      onClose={onStay}
    >
      {texts.code.leaveSays(path === undefined ? [] : [path])}
    </ConfirmDialog>
  );
}
