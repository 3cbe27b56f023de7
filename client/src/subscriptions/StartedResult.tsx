import { Badge, Group } from "@mantine/core";
import CircleMinus from "lucide-react/icons/circle-minus";
import CirclePlay from "lucide-react/icons/circle-play";
import CircleX from "lucide-react/icons/circle-x";
import type { Started } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";

const LOOKS = {
  started: { color: "green", icon: CirclePlay },
  filtered: { color: "gray", icon: CircleMinus },
  refused: { color: "red", icon: CircleX },
} as const;

interface StartedResultProps {
  result: Started;
}

/** What one subscription made of an event: its run, or why there is none. */
export function StartedResult({ result }: StartedResultProps) {
  const scope = useScope();
  const { outcome, executionId, message, subscriptionName, workflowName } = result;
  const { color, icon: Icon } = LOOKS[outcome];
  return (
    <Group gap={6}>
      <Badge color={color} leftSection={<Icon size={12} aria-hidden />}>
        {texts.subscriptions.outcomes[outcome]}
      </Badge>
      {executionId == null ? (
        <span>
          {subscriptionName}
          {message == null ? "" : `: ${message}`}
        </span>
      ) : (
        <TextLink
          to="/o/$organization/runs/$executionId"
          params={{ organization: scope, executionId }}
        >
          {workflowName || subscriptionName}
        </TextLink>
      )}
    </Group>
  );
}
