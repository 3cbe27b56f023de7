import { Button, Group, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { PasskeyNameForm } from "./PasskeyNameForm";
import { knowsPasskeys, makePasskey } from "./passkeys";
import { RecoveryCodesDialog } from "./RecoveryCodesDialog";
import { securityQuery } from "./securityQuery";

/** Adds a passkey: asks for its name, has the browser make it, and shows recovery codes. */
export function AddPasskeyButton() {
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState(false);
  const adding = useMutation({
    mutationFn: async (name: string) => {
      const offer = await bodyOf(platform.POST("/api/users/me/passkeys/offer"));
      const passkey = await makePasskey(offer);
      return bodyOf(
        platform.POST("/api/users/me/passkeys", { body: { token: offer.token, name, passkey } }),
      );
    },
    onSuccess: ({ recoveryCodes }) => {
      setOpened(false);
      if (recoveryCodes === null) finish();
    },
  });

  function finish() {
    adding.reset();
    void queryClient.invalidateQueries({ queryKey: securityQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: ["own-sessions"] });
    void queryClient.invalidateQueries({ queryKey: ["session"] });
  }

  function close() {
    setOpened(false);
    adding.reset();
  }

  if (!knowsPasskeys()) return <Text c="dimmed">{texts.security.passkeysUnknown}</Text>;
  const codes = adding.data?.recoveryCodes ?? null;
  return (
    <>
      <Group>
        <Button onClick={() => setOpened(true)}>{texts.security.passkeyAdd}</Button>
      </Group>
      <Modal opened={opened} onClose={close} title={texts.security.passkeyAdd}>
        <PasskeyNameForm
          says={texts.security.passkeyAddSays}
          verb={texts.security.passkeyMake}
          busy={adding.isPending}
          error={adding.error}
          onName={(name) => adding.mutate(name)}
          onCancel={close}
        />
      </Modal>
      {codes === null ? null : <RecoveryCodesDialog codes={codes} onClose={finish} />}
    </>
  );
}
