import { Modal } from "@mantine/core";
import type { Proof } from "../../api/freshProof";
import * as texts from "../../texts/texts";
import { ProviderProof } from "../sso/ProviderProof";
import { OwnProof } from "./OwnProof";

interface ProofDialogProps {
  /** What will do. */
  proofs: readonly Proof[];
  onClose: (given: boolean) => void;
}

/** Asks for the password, a code, a passkey or a provider, and gives it to the API as a fresh proof. */
export function ProofDialog({ proofs, onClose }: ProofDialogProps) {
  if (!proofs.includes("provider")) return <OwnProof proofs={proofs} onClose={onClose} />;
  return (
    <Modal opened onClose={() => onClose(false)} title={texts.security.proofTitle}>
      <ProviderProof />
    </Modal>
  );
}
