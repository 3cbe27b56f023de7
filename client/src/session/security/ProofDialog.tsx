import { Modal, Stack } from "@mantine/core";
import type { Proof } from "../../api/freshProof";
import * as texts from "../../texts/texts";
import { ProviderProof } from "../sso/ProviderProof";
import { OwnProof } from "./OwnProof";
import { SetUpFirst } from "./SetUpFirst";

interface ProofDialogProps {
  /** What will do. */
  proofs: readonly Proof[];
  onClose: (given: boolean) => void;
  /** Leads to the user's own page. */
  onSetUp: () => void;
}

/** Asks for the password, a code, a passkey or a provider, and gives it to the API as a fresh proof. */
export function ProofDialog({ proofs, onClose, onSetUp }: ProofDialogProps) {
  function setUp() {
    onClose(false);
    onSetUp();
  }

  const needsSetUp = proofs.includes("setUp");
  if (!proofs.includes("provider") && !needsSetUp)
    return <OwnProof proofs={proofs} onClose={onClose} />;
  return (
    <Modal opened onClose={() => onClose(false)} title={texts.security.proofTitle}>
      <Stack>
        {needsSetUp ? <SetUpFirst onSetUp={setUp} /> : null}
        {proofs.includes("provider") ? <ProviderProof /> : null}
      </Stack>
    </Modal>
  );
}
