import { Alert, List, Stack, Text } from "@mantine/core";
import type { CodeDraft } from "../../api/schema";
import * as texts from "../../texts/texts";
import type { OpenFile } from "../openFiles";
import { DraftFileView } from "./DraftFileView";

interface DraftViewProps {
  file: OpenFile;
  draft: CodeDraft;
  onTake: (text: string) => void;
}

/** What a model wrote, what the checks found, and each file as a diff. */
export function DraftView({ file, draft, onTake }: DraftViewProps) {
  const { findings, tests, notes, isClean } = draft;
  return (
    <Stack gap="sm">
      <Alert color={isClean ? "green" : "yellow"} title={texts.code.draftIs(isClean)}>
        {notes === "" ? null : <Text size="sm">{notes}</Text>}
        {tests.reason === null ? null : <Text size="sm">{tests.reason}</Text>}
        <List size="sm">
          {findings.map((finding) => (
            <List.Item key={`${finding.rule} ${finding.line} ${finding.text}`}>
              {finding.line === null
                ? finding.text
                : `${texts.code.line(finding.line)}: ${finding.text}`}
            </List.Item>
          ))}
          {tests.tests.map(({ name, outcome }) => (
            <List.Item key={name}>{`${name}: ${texts.code.testEnds[outcome]}`}</List.Item>
          ))}
        </List>
      </Alert>
      {draft.files.map((one) => (
        <DraftFileView key={one.path} draft={one} file={file} onTake={onTake} />
      ))}
    </Stack>
  );
}
