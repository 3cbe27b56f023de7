import { Button, Group, Loader, Text } from "@mantine/core";
import * as texts from "../../../texts/texts";
import type { Offered } from "../useProviders";

interface ChoiceStateProps {
  offered: Offered | undefined;
}

/** Why a list has no choices yet: it waits for other fields, is being loaded, or failed. */
export function ChoiceState({ offered }: ChoiceStateProps) {
  switch (offered?.state) {
    case "blocked":
      return (
        <Text size="sm" c="dimmed">
          {texts.forms.choicesBlocked(offered.missing)}
        </Text>
      );
    case "loading":
      return (
        <Group gap="xs" role="status">
          <Loader size={14} aria-hidden />
          <Text size="sm" c="dimmed">
            {texts.forms.choicesLoading}
          </Text>
        </Group>
      );
    case "failed":
      return (
        <Group gap="xs" role="alert">
          <Text size="sm" c="var(--mantine-color-error)">
            {texts.forms.choicesFailed(offered.error.message)}
          </Text>
          <Button size="xs" onClick={offered.retry}>
            {texts.common.retry}
          </Button>
        </Group>
      );
    default:
      return null;
  }
}
