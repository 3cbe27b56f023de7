import { Button, Group, Stack, Text } from "@mantine/core";
import type { PurgeReport } from "../../api/schema";
import * as texts from "../../texts/texts";
import { KeyValue } from "../../ui/KeyValue";
import { TimeText } from "../../ui/TimeText";
import { removedOf } from "./removedOf";

interface PurgeProgressProps {
  report: PurgeReport;
  /** Shown once all of it is gone. */
  onClose?: () => void;
}

/** What a purge has removed so far. */
export function PurgeProgress({ report, onClose }: PurgeProgressProps) {
  return (
    <Stack gap="sm" aria-live="polite">
      <Text fw={500}>{report.complete ? texts.customers.purged : texts.customers.purgeWorks}</Text>
      <KeyValue entries={removedOf(report)} />
      {report.secretsGoneAt === null ? null : (
        <Text c="dimmed">
          {texts.customers.secretsGone} <TimeText at={report.secretsGoneAt} />
        </Text>
      )}
      {onClose === undefined ? null : (
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose}>
            {texts.edits.done}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
