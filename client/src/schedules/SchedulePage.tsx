import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { KeyValue } from "../ui/KeyValue";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { Section } from "../ui/Section";
import { absoluteTime } from "../ui/time";
import { ScheduleActions } from "./ScheduleActions";
import { ScheduleBadge } from "./ScheduleBadge";
import { ScheduleHistory } from "./ScheduleHistory";
import { scheduleQuery } from "./scheduleQueries";
import { targetText } from "./targetText";
import { useScheduleNews } from "./useScheduleNews";

const route = getRouteApi("/o/$organization/schedules/$scheduleId");

/** One schedule: what it does, what comes, and what came of its times. */
export function SchedulePage() {
  const { organization: scope, scheduleId } = route.useParams();
  const schedule = useQuery({
    ...scheduleQuery(scope, scheduleId),
    refetchInterval: useScheduleNews(scope),
  });
  const organization = useOrganization(scope);
  const { data } = schedule;
  return (
    <Page title={data?.name ?? texts.schedules.title} says={data?.reading}>
      <Loaded query={schedule}>
        {(found) => (
          <Stack gap="lg">
            <ScheduleActions scope={scope} schedule={found} />
            {found.source === "code" ? <Text c="dimmed">{texts.schedules.declared}</Text> : null}
            <KeyValue
              entries={[
                [texts.schedules.state, <ScheduleBadge key="state" schedule={found} />],
                ...reasons(found.paused ?? found.problem),
                [texts.schedules.workflow, found.workflowName],
                [texts.schedules.cron, `${found.cron}, ${found.zone}`],
                [texts.schedules.target, targetText(found.target, organization.name)],
                [texts.schedules.overlap, texts.schedules.overlaps[found.overlap]],
                [texts.schedules.missed, texts.schedules.missedRules[found.missed]],
                [texts.schedules.inputs, <code key="inputs">{JSON.stringify(found.inputs)}</code>],
                [texts.schedules.savedBy, found.madeByName ?? texts.common.none],
                [texts.schedules.failures, String(found.failures)],
              ]}
            />
            <Section title={texts.schedules.preview}>
              {found.nextRuns.length === 0 ? (
                <Text c="dimmed">{texts.common.none}</Text>
              ) : (
                found.nextRuns.map((at) => <Text key={at}>{absoluteTime(new Date(at))}</Text>)
              )}
            </Section>
            <Section title={texts.schedules.history}>
              <ScheduleHistory scope={scope} scheduleId={scheduleId} />
            </Section>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** Why it starts nothing, if there is a reason. */
function reasons(reason: string | null): [string, string][] {
  return reason === null ? [] : [["", reason]];
}
