import { List, Stack, Text } from "@mantine/core";
import type { TransformResult } from "../../api/schema";
import * as texts from "../../texts/texts";
import { DraftFileView } from "../help/DraftFileView";
import type { OpenFile } from "../openFiles";

interface TransformOutcomeProps {
  found: TransformResult;
  file: OpenFile;
  onTake: (text: string) => void;
}

const words = texts.code.transforms;

/** What a transformation would change, and what is left to do by hand; nothing is saved by it. */
export function TransformOutcome({ found, file, onTake }: TransformOutcomeProps) {
  const { files, notes, failed, unchanged } = found;
  return (
    <Stack gap="sm" mt="sm">
      <Text role="status">{words.outcome(files.length, unchanged)}</Text>
      {[...failed, ...notes].length === 0 ? null : (
        <List size="sm">
          {failed.map(({ path, line, text }) => (
            <List.Item key={`${path} ${line}`}>{words.failed(`${path}:${line}`, text)}</List.Item>
          ))}
          {notes.map(({ path, line, text }) => (
            <List.Item key={`${path} ${line} ${text}`}>{`${path}:${line}: ${text}`}</List.Item>
          ))}
        </List>
      )}
      {files.map((one) => (
        <DraftFileView key={one.path} draft={one} file={file} onTake={onTake} />
      ))}
    </Stack>
  );
}
