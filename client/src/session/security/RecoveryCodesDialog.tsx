import { Modal } from "@mantine/core";
import * as texts from "../../texts/texts";
import { RecoveryCodesNote } from "./RecoveryCodesNote";

interface RecoveryCodesDialogProps {
  codes: readonly string[];
  onClose: () => void;
}

/** Shows recovery codes that were just made; closing it is the end of that. */
export function RecoveryCodesDialog({ codes, onClose }: RecoveryCodesDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={texts.security.codesTitle}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <RecoveryCodesNote codes={codes} onKept={onClose} />
    </Modal>
  );
}
