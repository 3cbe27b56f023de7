import { ActionIcon, Indicator, Popover } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import Bell from "lucide-react/icons/bell";
import { lazy, Suspense } from "react";
import type { Scope } from "../api/scope";
import * as texts from "../texts/texts";
import { markSeen, useSeen } from "./seenNotices";
import { useNotices } from "./useNotices";

const NoticeList = lazy(async () => ({ default: (await import("./NoticeList")).NoticeList }));

interface NoticeBellProps {
  scope: Scope;
}

/** What administrators must hear of, on every page; counts what was not seen in this browser. */
export function NoticeBell({ scope }: NoticeBellProps) {
  const [opened, bell] = useDisclosure();
  const notices = useNotices(scope, opened);
  const seen = useSeen(scope);
  const unseen = notices.filter(({ id }) => id > seen).length;

  function close() {
    const [newest] = notices;
    if (newest !== undefined && newest.id > seen) markSeen(scope, newest.id);
    bell.close();
  }

  return (
    <Popover
      opened={opened}
      onChange={(isOpen) => (isOpen ? bell.open() : close())}
      position="bottom-end"
      withinPortal={false}
    >
      <Indicator disabled={unseen === 0} label={unseen} size={16} offset={4}>
        <Popover.Target>
          <ActionIcon
            size="lg"
            aria-label={texts.notices.button(unseen)}
            onClick={opened ? close : bell.open}
          >
            <Bell size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown w={320} aria-label={texts.notices.title}>
        <Suspense>
          {opened ? (
            <NoticeList scope={scope} notices={notices} seen={seen} onOpen={close} />
          ) : null}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
