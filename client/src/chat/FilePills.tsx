import { Pill } from "@mantine/core";
import * as texts from "../texts/texts";

interface FilePillsProps {
  files: readonly File[];
  onRemove: (file: File) => void;
}

/** The files that go with the message. */
export function FilePills({ files, onRemove }: FilePillsProps) {
  if (files.length === 0) return null;
  return (
    <Pill.Group>
      {files.map((file) => (
        <Pill
          key={file.name}
          withRemoveButton
          removeButtonProps={{
            "aria-label": texts.chat.detach(file.name),
            "aria-hidden": false,
            tabIndex: 0,
          }}
          onRemove={() => onRemove(file)}
        >
          {file.name}
        </Pill>
      ))}
    </Pill.Group>
  );
}
