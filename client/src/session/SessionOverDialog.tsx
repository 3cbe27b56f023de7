import { Button, Modal, Stack, Text } from "@mantine/core";
import * as texts from "../texts/texts";
import { SignInForm } from "./SignInForm";
import { providerAddress } from "./signIn";

interface SessionOverDialogProps {
  /** The name of the other user who is signed in by now, if there is one. */
  otherUser: string | undefined;
  onSignedIn: () => void;
}

/** Asks to sign in again over the page that is open, which keeps everything that was typed. */
export function SessionOverDialog({ otherUser, onSignedIn }: SessionOverDialogProps) {
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={texts.session.overTitle}
    >
      {otherUser === undefined ? (
        <Stack>
          <Text>{texts.session.overSays}</Text>
          <SignInForm onProvider={openWindow} onSignedIn={onSignedIn} inWindow />
        </Stack>
      ) : (
        <Stack>
          <Text>{texts.session.overOther(otherUser)}</Text>
          <Button variant="filled" onClick={() => window.location.reload()}>
            {texts.common.reload}
          </Button>
        </Stack>
      )}
    </Modal>
  );
}

/** The page behind the dialog stays, so the provider's sign-in gets a window of its own. */
function openWindow(url: string): void {
  window.open(providerAddress(url, "/signed-in"), "_blank", "popup,width=520,height=680");
}
