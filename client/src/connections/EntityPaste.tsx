import { Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ConnectionEntity } from "../api/schema";
import * as texts from "../texts/texts";
import { needsAttention } from "./attention";
import { readEntities } from "./entityLines";
import type { MatrixOrder, useMatrix } from "./useMatrix";

interface EntityPasteProps {
  customers: readonly ConnectionEntity[];
  matrix: ReturnType<typeof useMatrix>;
  /** Whether a person of each customer has to sign in: then nothing can be retried from here. */
  byPerson: boolean;
}

const MOST_SHOWN = 5;
const words = texts.connections;

/** Takes the ids of customers as lines, and connects all of them. */
export function EntityPaste({ customers, matrix, byPerson }: EntityPasteProps) {
  const [text, setText] = useState("");
  const { found, unknown } = readEntities(text, customers);
  const failed = byPerson
    ? []
    : customers.flatMap((one) =>
        one.entity_id !== null && !one.is_own && needsAttention(one)
          ? [orderOf(one, one.entity_id)]
          : [],
      );

  async function connect() {
    await matrix.connectAll(found.map(({ organization, entity }) => orderOf(organization, entity)));
    setText(unknown.join("\n"));
  }

  return (
    <Stack gap="sm" mb="md" maw={640}>
      <Textarea
        label={words.paste}
        description={words.pasteHelp}
        placeholder={words.pasteExample}
        value={text}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {unknown.length === 0 ? null : (
        <div role="status">
          <Text>{words.pasteUnknown(unknown.length)}</Text>
          <List size="sm">
            {unknown.slice(0, MOST_SHOWN).map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </div>
      )}
      <Group gap="xs">
        <Button
          variant="filled"
          disabled={found.length === 0}
          loading={matrix.isWorking}
          onClick={connect}
        >
          {words.connectAll(found.length)}
        </Button>
        {failed.length === 0 ? null : (
          <Button disabled={matrix.isWorking} onClick={() => matrix.connectAll(failed)}>
            {words.retryFailed(failed.length)}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function orderOf({ org_id: organizationId, etag }: ConnectionEntity, entity: string): MatrixOrder {
  return { organizationId, entity, etag };
}
