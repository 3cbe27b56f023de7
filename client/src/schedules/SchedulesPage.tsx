import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { LinkButton } from "../ui/LinkButton";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ScheduleFilters } from "./ScheduleFilters";
import { ScheduleTable } from "./ScheduleTable";
import { schedulesQuery } from "./scheduleQueries";
import { isScheduleView, SCHEDULE_VIEWS, type SchedulesSearch } from "./schedulesSearch";
import { UpcomingWeek } from "./UpcomingWeek";
import { useScheduleNews } from "./useScheduleNews";

const route = getRouteApi("/o/$organization/schedules");

/** What runs by itself in the organization, as a list and as the week that comes. */
export function SchedulesPage() {
  const scope = useScope();
  const search = route.useSearch();
  const { view = "list", ...filters } = search;
  const navigate = route.useNavigate();
  const schedules = useQuery({
    ...schedulesQuery(scope),
    refetchInterval: useScheduleNews(scope),
  });

  function open(chosen: string | null) {
    if (isScheduleView(chosen)) filter({ ...search, view: chosen });
  }

  function filter(changed: SchedulesSearch) {
    void navigate({ search: changed, replace: true });
  }

  return (
    <Page
      title={texts.schedules.title}
      says={texts.schedules.says}
      action={
        <LinkButton
          variant="filled"
          from="/o/$organization/schedules"
          to="/o/$organization/schedules/new"
        >
          {texts.schedules.make}
        </LinkButton>
      }
    >
      <Tabs value={view} onChange={open}>
        <Tabs.List mb="md">
          {SCHEDULE_VIEWS.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {texts.schedules.views[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="list">
          <ScheduleFilters schedules={schedules.data ?? []} search={search} onChange={filter} />
          <Loaded query={schedules}>
            {(found) => (
              <ScheduleTable schedules={found} search={filters} onClear={() => filter({})} />
            )}
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="week">
          {view === "week" ? <UpcomingWeek scope={scope} /> : null}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
