import { useQueryClient } from "@tanstack/react-query";
import * as texts from "../texts/texts";
import { SignedOutPage } from "./SignedOutPage";
import { SignInForm } from "./SignInForm";
import { sessionQuery } from "./sessionQuery";
import { providerAddress } from "./signIn";

/** Shown to a stranger at every address; after the sign-in, the page of the address appears. */
export function SignInPage() {
  const queryClient = useQueryClient();

  function enter() {
    void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  }

  function openProvider(url: string) {
    const { pathname, search, hash } = window.location;
    const here = pathname === "/sign-in" ? "/" : pathname + search + hash;
    window.location.assign(providerAddress(url, here));
  }

  return (
    <SignedOutPage title={texts.session.title}>
      <SignInForm onProvider={openProvider} onSignedIn={enter} />
    </SignedOutPage>
  );
}
