import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { TimeText } from "../ui/TimeText";

interface StepHeadProps {
  title: string;
  at: string;
  /** What stands at the right, such as a button. */
  children?: ReactNode;
}

/** The first line of a step. */
export function StepHead({ title, at, children }: StepHeadProps) {
  return (
    <Group gap="xs" justify="space-between">
      <Group gap="xs">
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed" component="div">
          <TimeText at={at} />
        </Text>
      </Group>
      {children}
    </Group>
  );
}
