import { List, Text } from "@mantine/core";
import type { SecretUse } from "../api/schema";
import * as texts from "../texts/texts";

interface SecretUsesProps {
  uses: readonly SecretUse[];
}

/** What is known to use a secret. */
export function SecretUses({ uses }: SecretUsesProps) {
  if (uses.length === 0) return <Text c="dimmed">{texts.secrets.unused}</Text>;
  return (
    <List size="sm">
      {uses.map(({ kind, id }) => (
        <List.Item key={`${kind} ${id}`}>
          {`${kind === "config" ? texts.secrets.uses.config : texts.secrets.uses.workflow} ${id}`}
        </List.Item>
      ))}
    </List>
  );
}
