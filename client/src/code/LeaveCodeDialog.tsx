import { useBlocker } from "@tanstack/react-router";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { PLATFORM } from "./FileDialogs";
import { isDirty, type OpenFile } from "./openFiles";

interface LeaveCodeDialogProps {
  files: readonly OpenFile[];
}

/** Asks before the page is left with files that are not saved. */
export function LeaveCodeDialog({ files }: LeaveCodeDialogProps) {
  const dirty = files.filter(isDirty);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && dirty.length > 0,
    enableBeforeUnload: () => dirty.length > 0,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === "blocked"}
      title={texts.code.leave}
      organization={PLATFORM}
      verb={texts.code.leaveIt}
      otherwise={texts.code.stay}
      danger
      onConfirm={async () => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {texts.code.leaveSays(dirty.map(({ path }) => path))}
    </ConfirmDialog>
  );
}
