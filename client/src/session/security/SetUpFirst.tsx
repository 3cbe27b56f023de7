import { Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import * as texts from "../../texts/texts";

interface SetUpFirstProps {
  onLeave: () => void;
}

/** Leads a user who has nothing to prove with to where they add it. */
export function SetUpFirst({ onLeave }: SetUpFirstProps) {
  return (
    <Stack>
      <Text>{texts.security.setUpFirst}</Text>
      <Button component={Link} to="/me" variant="filled" onClick={onLeave}>
        {texts.security.toOwnPage}
      </Button>
    </Stack>
  );
}
