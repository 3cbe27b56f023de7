import { ScrollArea, Stack, Text } from "@mantine/core";
import type { EmittedEvent } from "../api/schema";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { TextLink } from "../ui/TextLink";
import { NoticeLine } from "./NoticeLine";

interface NoticeListProps {
  scope: Scope;
  notices: readonly EmittedEvent[];
  /** The id of the newest one that was seen before. */
  seen: string;
  onOpen: () => void;
}

/** The newest notices, each with the way to what it is about. */
export function NoticeList({ scope, notices, seen, onOpen }: NoticeListProps) {
  return (
    <Stack gap="xs">
      <Text fw={600}>{texts.notices.title}</Text>
      {notices.length === 0 ? (
        <div>
          <Text>{texts.notices.empty}</Text>
          <Text c="dimmed">{texts.notices.emptySays}</Text>
        </div>
      ) : (
        <ScrollArea.Autosize mah={400} type="auto" viewportProps={{ tabIndex: 0 }}>
          <Stack gap="sm">
            {notices.map((notice) => (
              <NoticeLine
                key={notice.id}
                scope={scope}
                notice={notice}
                isNew={notice.id > seen}
                onOpen={onOpen}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      )}
      <TextLink to="/o/$organization/events" params={{ organization: scope }} onClick={onOpen}>
        {texts.notices.all}
      </TextLink>
    </Stack>
  );
}
