import { Button, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { OfferedProvider } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { here, leave } from "./journey";

interface ProviderButtonsProps {
  providers: readonly OfferedProvider[];
  /** Whether this page has to stay, so that providers get a window of their own. */
  inWindow: boolean;
}

/** A button for each provider of single sign-on. */
export function ProviderButtons({ providers, inWindow }: ProviderButtonsProps) {
  const leaving = useMutation({
    mutationFn: (id: string) =>
      inWindow ? leave("signIn", id, "/signed-in", openWindow) : leave("signIn", id, here()),
  });
  return (
    <Stack gap="xs">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          fullWidth
          loading={leaving.isPending && leaving.variables === id}
          onClick={() => leaving.mutate(id)}
        >
          {texts.singleSignOn.signInWith(name)}
        </Button>
      ))}
      {leaving.isError ? <ProblemAlert error={leaving.error} /> : null}
    </Stack>
  );
}

/** The window has a copy of what this tab keeps, so it can finish the sign-in. */
function openWindow(url: string): void {
  window.open(url, "_blank", "popup,width=520,height=680");
}
