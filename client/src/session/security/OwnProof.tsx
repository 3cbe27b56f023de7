import { Button, Divider, Group, Modal, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { bodyOf, platform } from "../../api/client";
import { fieldProblems } from "../../api/fieldProblems";
import type { Proof } from "../../api/freshProof";
import type { FreshProof } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { answerOfPasskey, knowsPasskeys } from "./passkeys";
import { TypedProofInput } from "./TypedProofInput";

interface OwnProofProps {
  /** What will do. */
  proofs: readonly Proof[];
  onClose: (given: boolean) => void;
}

type Typed = "password" | "code";

/** Asks for a proof that is the user's here: typed, or by passkey. */
export function OwnProof({ proofs, onClose }: OwnProofProps) {
  const typed = proofs.find((proof): proof is Typed => proof === "password" || proof === "code");
  const proving = useMutation({ mutationFn: prove, onSuccess: () => onClose(true) });
  const byPasskey = useMutation({
    mutationFn: async () => {
      const asked = await bodyOf(platform.POST("/api/auth/step-up/passkey"));
      return prove({ passkey: await answerOfPasskey(asked) });
    },
    onSuccess: () => onClose(true),
  });
  const problem = typed && fieldProblems(proving.error).get(typed);
  const takesPasskey = proofs.includes("passkey") && knowsPasskeys();

  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get(typed ?? ""));
    proving.mutate(typed === "code" ? { code: text } : { password: text });
  }

  return (
    <Modal opened onClose={() => onClose(false)} title={texts.security.proofTitle}>
      <form onSubmit={send}>
        <Stack>
          <Text>{texts.security.proofSays}</Text>
          {takesPasskey ? (
            <Button loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
              {texts.security.passkeyProof}
            </Button>
          ) : null}
          {byPasskey.isError ? <ProblemAlert error={byPasskey.error} /> : null}
          {takesPasskey && typed !== undefined ? <Divider label={texts.session.or} /> : null}
          {typed === undefined ? null : <TypedProofInput proof={typed} error={problem} />}
          {proving.isError && problem === undefined ? <ProblemAlert error={proving.error} /> : null}
          <Group justify="flex-end" gap="xs">
            <Button onClick={() => onClose(false)}>{texts.common.cancel}</Button>
            {typed === undefined ? null : (
              <Button type="submit" variant="filled" loading={proving.isPending}>
                {texts.security.proofGive}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function prove(body: FreshProof) {
  return bodyOf(platform.POST("/api/auth/step-up", { body }));
}
