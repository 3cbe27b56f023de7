import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, inScope } from "../api/client";
import { itemOf } from "../api/liveItems";
import type { LiveChange } from "../api/liveStream";
import { useNews } from "../api/news";
import type { EmittedEvent } from "../api/schema";
import type { Scope } from "../api/scope";
import { useLater } from "../ui/useLater";
import { noticeText } from "./noticeText";

type Notices = readonly EmittedEvent[];

const SHOWN = 20;
/** The page comes first: what is to be heard of is asked for when it is there. */
const AFTER_MS = 3000;
/** Where changes do not arrive, the open list is asked for again this often. */
const REFRESH_MS = 30_000;
const NONE: Notices = [];

/**
 * What administrators must hear of, newest first. It is read when the stream begins or the list is
 * opened, and then as the stream tells it; what is new is said in the corner, too.
 */
export function useNotices(scope: Scope, isOpen: boolean): Notices {
  const queries = useQueryClient();
  const queryKey = [scope, "notices"];

  function take(change: LiveChange) {
    if (change.change === "reset") return void queries.invalidateQueries({ queryKey });
    const notice = itemOf("notifications", change);
    const known = queries.getQueryData<Notices>(queryKey);
    if (notice === undefined || known?.some(({ id }) => id === notice.id)) return;
    if (known) queries.setQueryData<Notices>(queryKey, [notice, ...known].slice(0, SHOWN));
    notifications.show({ id: notice.id, message: noticeText(notice) });
  }

  const isLive = useNews(scope, "notifications", take, useLater(AFTER_MS));
  const notices = useQuery({
    queryKey,
    queryFn: ({ signal }): Promise<Notices> =>
      bodyOf(
        inScope(scope).GET("/api/notifications", {
          params: { query: { limit: SHOWN } },
          signal,
        }),
      ),
    enabled: isOpen || isLive,
    refetchInterval: isOpen && !isLive ? REFRESH_MS : false,
  });
  return notices.data ?? NONE;
}
