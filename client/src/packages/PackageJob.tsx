import { Badge, Group, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { JobStatus } from "../api/schema";
import * as texts from "../texts/texts";
import { Section } from "../ui/Section";
import { TimeText } from "../ui/TimeText";
import classes from "./PackageJob.module.css";
import { isOver, jobQuery, PACKAGES_KEY } from "./packageQueries";

interface PackageJobProps {
  jobId: string;
  /** Whether it was begun on this page. */
  isNew: boolean;
}

const COLOURS: Record<JobStatus, string> = {
  queued: "gray",
  running: "blue",
  success: "green",
  failed: "red",
};

/** One installation with its log, as it goes on. */
export function PackageJob({ jobId, isNew }: PackageJobProps) {
  const job = useQuery(jobQuery(jobId));
  const queries = useQueryClient();
  const status = job.data?.status;
  const wasLive = useRef(isNew);
  useEffect(() => {
    // What is installed is another set now; one that was over before changed nothing since.
    if (isOver(status) && wasLive.current) {
      void queries.invalidateQueries({ queryKey: [...PACKAGES_KEY, "list"] });
    }
    if (status !== undefined) wasLive.current = !isOver(status);
  }, [status, queries]);
  if (job.data === undefined) return null;
  const { package: name, requestedAt, lines, error } = job.data;
  return (
    <Section title={texts.packages.job}>
      <Stack gap="xs">
        <Group gap="xs" role="status">
          <Badge color={COLOURS[job.data.status]}>{texts.packages.statuses[job.data.status]}</Badge>
          <Text fw={500}>{texts.packages.jobOf(name)}</Text>
          <Text c="dimmed">
            <TimeText at={requestedAt} />
          </Text>
        </Group>
        {error === null ? null : <Text>{error}</Text>}
        {lines.length === 0 ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
          <section aria-label={texts.packages.log} tabIndex={0} className={classes.log}>
            {lines.map(({ at, message }) => (
              <div key={`${at} ${message}`}>{message}</div>
            ))}
          </section>
        )}
      </Stack>
    </Section>
  );
}
