import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { FileContent, FileVersion } from "../../api/schema";
import * as texts from "../../texts/texts";
import { ProblemAlert } from "../../ui/ProblemAlert";
import type { FileNow } from "./FileVersionsDialog";
import { VersionDiff } from "./VersionDiff";
import { VersionList } from "./VersionList";
import { useRestore } from "./versionQueries";

interface ChosenVersionProps {
  path: string;
  now: FileNow;
  versions: readonly FileVersion[];
  onRestored: (file: FileContent) => void;
}

/** The versions to choose from, and what the chosen one would change. */
export function ChosenVersion({ path, now, versions, onRestored }: ChosenVersionProps) {
  const first = versions.find(({ isKept, etag }) => isKept && etag !== now.etag);
  const [id, setId] = useState(first?.id);
  const restore = useRestore(path);
  const chosen = versions.find((version) => version.id === id);
  return (
    <Stack>
      <VersionList versions={versions} etag={now.etag} chosen={id} onChoose={setId} />
      {chosen === undefined ? (
        <Text c="dimmed">{texts.code.onlyVersion}</Text>
      ) : (
        <VersionDiff key={chosen.id} path={path} version={chosen.id} now={now.text} />
      )}
      {restore.isError ? <ProblemAlert error={restore.error} /> : null}
      {now.isDirty ? (
        <Text size="sm" c="dimmed">
          {texts.code.saveToRestore}
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button
          variant="filled"
          disabled={chosen === undefined || now.isDirty}
          loading={restore.isPending}
          onClick={() =>
            chosen !== undefined &&
            restore.mutate({ version: chosen.id, etag: now.etag }, { onSuccess: onRestored })
          }
        >
          {texts.code.restore}
        </Button>
      </Group>
    </Stack>
  );
}
