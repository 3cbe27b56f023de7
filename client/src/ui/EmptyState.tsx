import { Center, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyStateProps {
  /** What would be here. */
  title: string;
  /** Why it is not, and what changes that. */
  says?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, says, action }: EmptyStateProps) {
  return (
    <Center py="xl">
      <Stack align="center" gap="xs" maw="28rem" ta="center">
        <Text fw={600}>{title}</Text>
        {says === undefined ? null : <Text c="dimmed">{says}</Text>}
        {action}
      </Stack>
    </Center>
  );
}
