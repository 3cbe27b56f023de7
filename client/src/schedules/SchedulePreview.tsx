import { Stack, Text } from "@mantine/core";
import { ownZone } from "../forms/answers/moments";
import * as texts from "../texts/texts";
import { ProblemAlert } from "../ui/ProblemAlert";
import { timeIn } from "../ui/time";
import type { ShownTimes } from "./usePreview";

interface SchedulePreviewProps {
  times: ShownTimes;
  zone: string;
}

/** The times in words, and the next ones: on the clocks of the schedule's zone, and on one's own. */
export function SchedulePreview({ times: { reading, next, error }, zone }: SchedulePreviewProps) {
  if (error !== null) return <ProblemAlert error={error} />;
  return (
    <Stack gap={2} component="section" aria-label={texts.schedules.preview} aria-live="polite">
      <Text fw={600}>{reading ?? "\u00a0"}</Text>
      {next.map((at) => (
        <Text key={at} size="sm">
          {texts.schedules.previewRow(timeIn(new Date(at), zone), timeIn(new Date(at), ownZone()))}
        </Text>
      ))}
    </Stack>
  );
}
