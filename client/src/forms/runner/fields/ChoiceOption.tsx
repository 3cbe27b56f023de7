import { Text } from "@mantine/core";
import type { ShownChoice } from "./offeredChoices";

interface ChoiceOptionProps {
  choice: ShownChoice | undefined;
}

export function ChoiceOption({ choice }: ChoiceOptionProps) {
  return (
    <div>
      <Text size="sm">{choice?.label}</Text>
      {choice?.description === undefined ? null : (
        <Text size="xs" c="dimmed">
          {choice.description}
        </Text>
      )}
    </div>
  );
}
