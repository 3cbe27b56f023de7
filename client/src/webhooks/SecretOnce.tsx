import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";

interface SecretOnceProps {
  /** The answer that made it; undefined while there is none. */
  made: { url: string; secret: string } | undefined;
  onClose: () => void;
}

/** Shows the address and the secret of a webhook, the one time that they can be copied. */
export function SecretOnce({ made, onClose }: SecretOnceProps) {
  const words = texts.webhooks;
  const fields = [
    [words.address, absolute(made?.url ?? ""), words.copyAddress],
    [words.secret, made?.secret ?? "", words.copySecret],
  ] as const;
  return (
    <Modal opened={made !== undefined} onClose={onClose} title={words.made} size="lg">
      <Stack>
        <Text>{words.madeSays}</Text>
        {fields.map(([label, value, copy]) => (
          <TextInput
            key={label}
            label={label}
            value={value}
            readOnly
            rightSection={<CopyButton value={value} label={copy} />}
          />
        ))}
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose}>
            {words.done}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The address with its host, which the server omits where no public address is set. */
export function absolute(url: string): string {
  return url.startsWith("/") ? `${window.location.origin}${url}` : url;
}
