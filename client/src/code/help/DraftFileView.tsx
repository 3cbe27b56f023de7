import { Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { CodeDraftFile } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { fileQuery, useFileChanges } from "../codeQueries";
import { LineDiff } from "../diff/LineDiff";
import type { OpenFile } from "../openFiles";

interface DraftFileViewProps {
  draft: Pick<CodeDraftFile, "path" | "content" | "etag">;
  file: OpenFile;
  onTake: (text: string) => void;
}

/** One file of a draft: taken into the editor if it is open there, else saved as it is shown. */
export function DraftFileView({ draft, file, onTake }: DraftFileViewProps) {
  const { path, content, etag } = draft;
  const isOpen = path === file.path;
  const saved = useQuery({ ...fileQuery(path), enabled: !isOpen && etag !== null });
  const { write } = useFileChanges();
  const old = isOpen ? file.text : (saved.data?.content ?? "");
  return (
    <Stack gap="xs">
      <Text fw={600}>{path}</Text>
      <LineDiff label={texts.code.draftOf(path)} old={old} now={content} />
      {write.isError ? <ProblemAlert error={write.error} /> : null}
      <div>
        {isOpen ? (
          <Button size="xs" disabled={content === file.text} onClick={() => onTake(content)}>
            {texts.code.takeMerged}
          </Button>
        ) : (
          <Button
            size="xs"
            loading={write.isPending}
            disabled={write.isSuccess}
            onClick={() => write.mutate({ path, content, etag: etag ?? undefined })}
          >
            {write.isSuccess ? texts.code.isSaved : texts.code.saveFile(path)}
          </Button>
        )}
      </div>
    </Stack>
  );
}
