import { Group } from "@mantine/core";
import type { Cause } from "../api/schema";
import { type Scope, scopeOf } from "../api/scope";
import { mayIn } from "../session/abilities";
import { useSession } from "../session/useSession";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";
import { absoluteTime } from "../ui/time";

interface RunCauseProps {
  cause: Cause;
}

/** What started a run by itself: a link for those who may see it, and its time or event. */
export function RunCause({ cause }: RunCauseProps) {
  const session = useSession();
  const scope = scopeOf(cause.orgId);
  const { kind, name, slotAt, eventType } = cause;
  const words = texts.runs.causeOf(texts.runs.causes[kind], name);
  return (
    <Group component="span" gap={4}>
      {mayIn(session, scope, "automation.manage") ? linkTo(scope, cause, words) : words}
      {slotAt == null ? null : <span>{texts.runs.ofSlot(absoluteTime(new Date(slotAt)))}</span>}
      {eventType == null ? null : <span>{texts.runs.onEvent(eventType)}</span>}
    </Group>
  );
}

function linkTo(organization: Scope, { kind, id, sourceId }: Cause, words: string) {
  if (kind === "schedule") {
    return (
      <TextLink
        to="/o/$organization/schedules/$scheduleId"
        params={{ organization, scheduleId: id }}
      >
        {words}
      </TextLink>
    );
  }
  if (kind === "batch") {
    return (
      <TextLink to="/platform/fleet-runs/$batchId" params={{ batchId: id }}>
        {words}
      </TextLink>
    );
  }
  if (sourceId != null) {
    return (
      <TextLink
        to="/o/$organization/webhooks/$sourceId"
        params={{ organization, sourceId }}
        search={{ tab: "deliveries" }}
      >
        {words}
      </TextLink>
    );
  }
  return (
    <TextLink
      to="/o/$organization/event-triggers/$triggerId"
      params={{ organization, triggerId: id }}
    >
      {words}
    </TextLink>
  );
}
