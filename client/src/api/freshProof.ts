/** Fresh proofs: asks the user to prove again who they are, where the API wants it (step-up). */

import { isProblem } from "./problems";

/** What the user proves it with; at a provider, or set up first, where there is none of the others. */
export type Proof = "password" | "code" | "passkey" | "provider" | "setUp";

interface Asker {
  /** Asks for one of these proofs; resolves to whether the user gave it. */
  ask: (proofs: readonly Proof[]) => Promise<boolean>;
  /** A policy asks the user for a second factor from now on. */
  required: () => void;
}

const PROOFS: readonly Proof[] = ["password", "code", "passkey", "provider", "setUp"];

let asker: Asker | undefined;

/** Whoever shows the question; returns how to stop. */
export function answerProofs(answers: Asker): () => void {
  asker = answers;
  return () => {
    if (asker === answers) asker = undefined;
  };
}

/** Asks for a proof if this answer wants one. Resolves to whether the user gave it. */
export async function provedFor(response: Response): Promise<boolean> {
  if (response.status !== 403 || asker === undefined) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (!isProblem(body)) return false;
  if (body.error === "SecondFactorRequired") asker.required();
  if (body.error !== "FreshProofNeeded") return false;
  return asker.ask(PROOFS.filter((proof) => body.details?.some(({ code }) => code === proof)));
}
