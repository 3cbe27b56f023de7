import { Alert } from "@mantine/core";
import type { AuthMethods } from "../api/schema";
import * as texts from "../texts/texts";

interface FirstAdministratorNoteProps {
  methods: AuthMethods;
}

/** Says how the first administrator gets in, while there is none. */
export function FirstAdministratorNote({ methods }: FirstAdministratorNoteProps) {
  if (!methods.needsFirstAdministrator) return null;
  return (
    <Alert color="blue">
      {methods.setting === null
        ? texts.session.firstAdministratorLink
        : texts.session.firstAdministrator(methods.setting)}
    </Alert>
  );
}
