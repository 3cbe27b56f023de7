import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import type { ScheduleView } from "../api/schema";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import { followRuns } from "../runs/followRuns";
import * as texts from "../texts/texts";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { LinkButton } from "../ui/LinkButton";
import { ProblemAlert } from "../ui/ProblemAlert";
import { useScheduleChange } from "./useScheduleChange";

interface ScheduleActionsProps {
  scope: Scope;
  schedule: ScheduleView;
}

/** Turns a schedule on and off, runs it now, changes or deletes it. */
export function ScheduleActions({ scope, schedule }: ScheduleActionsProps) {
  const organization = useOrganization(scope);
  const navigate = useNavigate();
  const [asks, setAsks] = useState<"run" | "remove">();
  const api = inScope(scope);
  const params = { path: { schedule_id: schedule.id } };
  const isOn = schedule.isEnabled && schedule.paused === null;
  const turn = useScheduleChange(scope, () =>
    bodyOf(
      isOn
        ? api.POST("/api/schedules/{schedule_id}/disable", { params })
        : api.POST("/api/schedules/{schedule_id}/enable", { params }),
    ),
  );
  const run = useScheduleChange(scope, () =>
    bodyOf(api.POST("/api/schedules/{schedule_id}/trigger", { params })),
  );
  const remove = useScheduleChange(scope, () =>
    bodyOf(api.DELETE("/api/schedules/{schedule_id}", { params })),
  );

  async function runNow() {
    const { counts } = await run.mutateAsync(undefined);
    void followRuns(scope);
    notifications.show({ message: texts.schedules.started(counts.started) });
  }

  async function removeIt() {
    await remove.mutateAsync(undefined);
    await navigate({ to: "/o/$organization/schedules", params: { organization: scope } });
  }

  return (
    <>
      <Group gap="xs">
        <Button loading={turn.isPending} onClick={() => turn.mutate(undefined)}>
          {isOn ? texts.schedules.disable : texts.schedules.enable}
        </Button>
        <Button onClick={() => setAsks("run")}>{texts.schedules.runNow}</Button>
        {schedule.source === "code" ? null : (
          <>
            <LinkButton
              to="/o/$organization/schedules/$scheduleId/edit"
              params={{ organization: scope, scheduleId: schedule.id }}
            >
              {texts.schedules.edit}
            </LinkButton>
            <Button onClick={() => setAsks("remove")}>{texts.schedules.remove}</Button>
          </>
        )}
      </Group>
      {turn.error === null ? null : <ProblemAlert error={turn.error} />}
      <ConfirmDialog
        opened={asks === "run"}
        title={`${texts.schedules.runNow}: ${schedule.name}`}
        organization={organization}
        verb={texts.schedules.runNow}
        onConfirm={runNow}
        onClose={() => setAsks(undefined)}
      >
        {texts.schedules.runNowSays}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asks === "remove"}
        title={`${texts.schedules.remove}: ${schedule.name}`}
        organization={organization}
        verb={texts.schedules.remove}
        danger
        onConfirm={removeIt}
        onClose={() => setAsks(undefined)}
      >
        {texts.schedules.removeSays(schedule.name)}
      </ConfirmDialog>
    </>
  );
}
