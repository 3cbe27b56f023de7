import { lazy, Suspense, useEffect, useState } from "react";
import { answerProofs, type Proof } from "../../api/freshProof";
import { queryClient } from "../../api/queryClient";

const ProofDialog = lazy(async () => ({
  default: (await import("./ProofDialog")).ProofDialog,
}));

interface Question {
  proofs: readonly Proof[];
  answer: (given: boolean) => void;
}

interface ProofGuardProps {
  /** Leads to the user's own page, where they add what they can prove with. */
  onSetUp: () => void;
}

/** Asks for a fresh proof while a request waits for it; requests that come meanwhile wait, too. */
export function ProofGuard({ onSetUp }: ProofGuardProps) {
  const [questions, setQuestions] = useState<readonly Question[]>([]);

  useEffect(
    () =>
      answerProofs({
        ask: (proofs) =>
          new Promise((resolve) =>
            setQuestions((asked) => [...asked, { proofs, answer: resolve }]),
          ),
        required: () => void queryClient.invalidateQueries({ queryKey: ["session"] }),
      }),
    [],
  );

  function close(given: boolean) {
    for (const { answer } of questions) answer(given);
    setQuestions([]);
  }

  const [first] = questions;
  if (first === undefined) return null;
  return (
    <Suspense>
      <ProofDialog proofs={first.proofs} onClose={close} onSetUp={onSetUp} />
    </Suspense>
  );
}
