import { Text } from "@mantine/core";
import type { EmittedEvent } from "../api/schema";
import type { Scope } from "../api/scope";
import { TextLink } from "../ui/TextLink";
import { TimeText } from "../ui/TimeText";
import { noticeText } from "./noticeText";

interface NoticeLineProps {
  scope: Scope;
  notice: EmittedEvent;
  isNew: boolean;
  onOpen: () => void;
}

/** One notice: what happened and when, as a link where there is a page about it. */
export function NoticeLine({ scope, notice, isNew, onOpen }: NoticeLineProps) {
  const text = noticeText(notice);
  const { webhookId, scheduleId } = notice.data ?? {};
  const organization = scope;
  const weight = isNew ? 600 : 400;
  return (
    <div>
      {typeof webhookId === "string" ? (
        <TextLink
          to="/o/$organization/outgoing-webhooks/$webhookId"
          params={{ organization, webhookId }}
          fw={weight}
          onClick={onOpen}
        >
          {text}
        </TextLink>
      ) : typeof scheduleId === "string" ? (
        <TextLink
          to="/o/$organization/schedules/$scheduleId"
          params={{ organization, scheduleId }}
          fw={weight}
          onClick={onOpen}
        >
          {text}
        </TextLink>
      ) : (
        <Text fw={weight}>{text}</Text>
      )}
      <Text size="xs" c="dimmed">
        <TimeText at={notice.at} />
      </Text>
    </div>
  );
}
