import { Button, NavLink, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { TimeText } from "../ui/TimeText";
import { useConversations } from "./chatQueries";

interface ConversationListProps {
  scope: Scope;
}

const words = texts.chat;

/** One's conversations, those that began last first. */
export function ConversationList({ scope }: ConversationListProps) {
  const found = useConversations(scope);
  return (
    <nav aria-label={words.conversations}>
      <Loaded query={found}>
        {({ pages }) => (
          <Stack gap={2}>
            {pages[0]?.items.length === 0 ? <Text c="dimmed">{words.none}</Text> : null}
            {pages
              .flatMap(({ items }) => items)
              .map(({ id, title, updatedAt }) => (
                <NavLink
                  key={id}
                  label={title}
                  description={<TimeText at={updatedAt} />}
                  renderRoot={(props) => (
                    <Link
                      {...props}
                      to="/o/$organization/chat/$conversationId"
                      params={{ organization: scope, conversationId: id }}
                      activeProps={{ "data-active": true }}
                    />
                  )}
                />
              ))}
            {found.hasNextPage ? (
              <Button loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
                {words.more}
              </Button>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </nav>
  );
}
