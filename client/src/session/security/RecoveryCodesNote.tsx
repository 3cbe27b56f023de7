import { Button, Group, Stack, Text } from "@mantine/core";
import * as texts from "../../texts/texts";
import { CodeBlock } from "../../ui/CodeBlock";

interface RecoveryCodesNoteProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Recovery codes that were just made, and the button that ends their only showing. */
export function RecoveryCodesNote({ codes, onKept }: RecoveryCodesNoteProps) {
  return (
    <Stack>
      <Text>{texts.security.codesSay}</Text>
      <CodeBlock
        code={codes.join("\n")}
        label={texts.security.codesTitle}
        copyLabel={texts.security.copyCodes}
      />
      <Group justify="flex-end">
        <Button variant="filled" onClick={onKept} data-autofocus>
          {texts.security.kept}
        </Button>
      </Group>
    </Stack>
  );
}
