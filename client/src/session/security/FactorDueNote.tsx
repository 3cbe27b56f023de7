import { Alert } from "@mantine/core";
import * as texts from "../../texts/texts";
import { TextLink } from "../../ui/TextLink";
import { absoluteTime } from "../../ui/time";

interface FactorDueNoteProps {
  dueAt: string;
}

/** Says until when the user has to add a second factor, and leads there. */
export function FactorDueNote({ dueAt }: FactorDueNoteProps) {
  return (
    <Alert color="yellow" role="status" mb="md">
      {texts.security.dueNote(absoluteTime(new Date(dueAt)))}{" "}
      <TextLink to="/me">{texts.security.dueLink}</TextLink>
    </Alert>
  );
}
