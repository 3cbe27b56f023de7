import { Button, Center, Stack, Text, Title } from "@mantine/core";
import * as texts from "../texts/texts";

interface FailedPageProps {
  error: Error;
}

/** A page that stopped working: a new version of the site, or a fault. */
export function FailedPage({ error }: FailedPageProps) {
  const outdated = isMissingChunk(error);
  return (
    <Center p="xl" role="alert">
      <Stack maw="32rem" gap="sm" align="flex-start">
        <Title order={1}>{outdated ? texts.common.newVersion : texts.common.pageFailed}</Title>
        <Text c="dimmed">
          {outdated ? texts.common.newVersionHint : texts.common.pageFailedHint}
        </Text>
        {outdated ? null : <Text ff="monospace">{error.message}</Text>}
        <Button variant="filled" onClick={() => window.location.reload()}>
          {texts.common.reload}
        </Button>
      </Stack>
    </Center>
  );
}

/** Whether a part of the site is gone because a new version replaced it while the tab was open. */
export function isMissingChunk(error: Error): boolean {
  return /dynamically imported module|module script failed|preload CSS/i.test(error.message);
}
