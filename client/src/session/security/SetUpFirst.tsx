import { Button, Stack, Text } from "@mantine/core";
import * as texts from "../../texts/texts";

interface SetUpFirstProps {
  /** Leads to the user's own page; the dialog is outside of what routes. */
  onSetUp: () => void;
}

/** Leads a user who has nothing to prove with to where they add it. */
export function SetUpFirst({ onSetUp }: SetUpFirstProps) {
  return (
    <Stack>
      <Text>{texts.security.setUpFirst}</Text>
      <Button variant="filled" onClick={onSetUp}>
        {texts.security.toOwnPage}
      </Button>
    </Stack>
  );
}
