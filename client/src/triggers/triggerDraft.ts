import type { EventTriggerFields, EventTriggerView } from "../api/schema";

/** What a trigger says, without what the platform adds. */
export function fieldsOf(trigger: EventTriggerView): EventTriggerFields {
  const { name, workflowName, events, workflows, filter, input, isEnabled } = trigger;
  return {
    name,
    workflowName,
    events,
    isEnabled,
    ...(workflows === undefined ? {} : { workflows }),
    ...(filter === undefined ? {} : { filter }),
    ...(input === undefined ? {} : { input }),
  };
}
