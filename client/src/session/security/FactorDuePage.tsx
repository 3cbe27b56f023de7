import { Button, Group, Stack } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { SignedOutPage } from "../SignedOutPage";
import { signOut } from "../signIn";
import { OwnProof } from "./OwnProof";
import { SecuritySection } from "./SecuritySection";
import { securityQuery } from "./securityQuery";

interface FactorDuePageProps {
  session: SessionView;
}

/** Instead of every page, for a user who has to add or prove a second factor before anything else. */
export function FactorDuePage({ session }: FactorDuePageProps) {
  const queryClient = useQueryClient();
  const security = useQuery(securityQuery);
  const [proving, setProving] = useState(false);
  const leaving = useMutation({ mutationFn: () => signOut(session) });
  const hasPasskey = (security.data?.passkeys.length ?? 0) > 0;
  const hasOne = hasPasskey || security.data?.app != null;

  function close(given: boolean) {
    setProving(false);
    if (given) void queryClient.invalidateQueries({ queryKey: ["session"] });
  }

  return (
    <SignedOutPage title={texts.security.dueTitle} says={texts.security.dueSays}>
      <Stack gap="lg">
        {hasOne ? (
          <Button variant="filled" onClick={() => setProving(true)}>
            {texts.security.dueConfirm}
          </Button>
        ) : null}
        <SecuritySection />
        {leaving.isError ? <ProblemAlert error={leaving.error} /> : null}
        <Group>
          <Button loading={leaving.isPending} onClick={() => leaving.mutate()}>
            {texts.session.signOut}
          </Button>
        </Group>
      </Stack>
      {proving ? (
        <OwnProof proofs={hasPasskey ? ["code", "passkey"] : ["code"]} onClose={close} />
      ) : null}
    </SignedOutPage>
  );
}
