import { Text } from "@mantine/core";
import { useEffect } from "react";
import { tellTabs } from "../api/refresh";
import * as texts from "../texts/texts";
import { SignedOutPage } from "./SignedOutPage";

/** Where a provider's sign-in in a window of its own ends: tells the other tabs, and closes. */
export function SignedInPage() {
  useEffect(() => {
    tellTabs("signed-in");
    window.close();
  }, []);
  return (
    <SignedOutPage title={texts.session.signedIn}>
      <Text>{texts.session.signedInSays}</Text>
    </SignedOutPage>
  );
}
