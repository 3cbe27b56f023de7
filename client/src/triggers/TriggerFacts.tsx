import { Code } from "@mantine/core";
import type { EventTriggerView } from "../api/schema";
import { RuleState } from "../subscriptions/RuleState";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";

interface TriggerFactsProps {
  trigger: EventTriggerView;
}

const words = texts.triggers;

/** What a trigger says, and who saved it. */
export function TriggerFacts({ trigger }: TriggerFactsProps) {
  const { isEnabled = true, paused, workflowName, events, workflows = [] } = trigger;
  const { filter = "", input, madeByName } = trigger;
  return (
    <KeyValue
      entries={[
        [words.state, <RuleState key="state" isEnabled={isEnabled} paused={paused ?? null} />],
        [words.workflow, workflowName],
        [words.events, events.join(", ")],
        ...(workflows.length === 0 ? [] : [[words.workflows, workflows.join(", ")] as const]),
        ...(filter === "" ? [] : [[words.filter, <Code key="filter">{filter}</Code>] as const]),
        [
          words.input,
          input == null ? words.wholeInput : <Code key="input">{JSON.stringify(input)}</Code>,
        ],
        [words.savedBy, madeByName],
      ]}
    />
  );
}
