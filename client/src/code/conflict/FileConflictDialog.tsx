import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { FileContent } from "../../api/schema";
import * as texts from "../../texts/texts";
import { type Choice, chunksOf, textOfChunks } from "../mergedText";
import type { OpenFile } from "../openFiles";
import { ClashChoice } from "./ClashChoice";

interface FileConflictDialogProps {
  file: OpenFile;
  theirs: FileContent;
  onMerged: (text: string) => void;
  onClose: () => void;
}

/** Another author saved the file: what both did is put together, and chosen where it clashes. */
export function FileConflictDialog({ file, theirs, onMerged, onClose }: FileConflictDialogProps) {
  const chunks = chunksOf(file.base, theirs.content, file.text);
  const clashes = chunks.filter((chunk) => chunk.kind === "clash");
  const [choices, setChoices] = useState<readonly Choice[]>([]);
  const choiceAt = (place: number) => choices[place] ?? "both";

  function choose(place: number, choice: Choice) {
    setChoices(clashes.map((_, at) => (at === place ? choice : choiceAt(at))));
  }

  return (
    <Modal opened onClose={onClose} size="xl" title={texts.code.conflict(file.path)}>
      <Stack>
        <Text>{texts.code.conflictSays}</Text>
        {clashes.length === 0 ? <Text c="dimmed">{texts.code.noClash}</Text> : null}
        {clashes.map((clash, place) => (
          <ClashChoice
            // biome-ignore lint/suspicious/noArrayIndexKey: places do not move while the dialog is open
            key={place}
            number={place + 1}
            theirs={clash.theirs}
            mine={clash.mine}
            choice={choiceAt(place)}
            onChoose={(choice) => choose(place, choice)}
          />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button variant="filled" onClick={() => onMerged(textOfChunks(chunks, choices))}>
            {texts.code.takeMerged}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
