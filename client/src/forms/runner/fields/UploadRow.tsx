import { ActionIcon, Button, Group, Progress, Text } from "@mantine/core";
import X from "lucide-react/icons/x";
import * as texts from "../../../texts/texts";
import { sizeText } from "../../../ui/sizeText";
import type { UploadItem } from "../uploadQueue";
import type { Uploads } from "../useUploads";

interface UploadRowProps {
  item: UploadItem;
  uploads: Uploads;
}

/** One file: its name and size, how far it is, and the ways to stop it or to try again. */
export function UploadRow({ item, uploads }: UploadRowProps) {
  const { file, progress, path, error } = item;
  const percent = Math.round(progress * 100);
  const isDone = path !== undefined;
  return (
    <div>
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" truncate>
          {file.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          <Text size="xs" c="dimmed">
            {isDone ? sizeText(file.size) : texts.forms.uploading(percent)}
          </Text>
          {error === undefined ? null : (
            <Button size="xs" onClick={() => uploads.retry(item)}>
              {texts.common.retry}
            </Button>
          )}
          <ActionIcon
            size="sm"
            aria-label={
              isDone ? texts.forms.removeFile(file.name) : texts.forms.cancelUpload(file.name)
            }
            onClick={() => uploads.remove(item)}
          >
            <X size={14} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {isDone || error !== undefined ? null : (
        <Progress value={percent} size="xs" aria-label={texts.forms.progressOf(file.name)} />
      )}
      {error === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {error.message}
        </Text>
      )}
    </div>
  );
}
