import { Button } from "@mantine/core";
import * as texts from "../texts/texts";

/** Leads to the sign-in. */
export function SignInLink() {
  return (
    <Button component="a" href="/sign-in" variant="filled">
      {texts.session.toSignIn}
    </Button>
  );
}
