import { useNavigate } from "@tanstack/react-router";
import { bodyOf, inScope } from "../api/client";
import type { ScheduleCreate } from "../api/schema";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Page } from "../ui/Page";
import { ScheduleEditor } from "./ScheduleEditor";
import { useScheduleChange } from "./useScheduleChange";

/** Makes a schedule. */
export function NewSchedulePage() {
  const scope = useScope();
  const navigate = useNavigate();
  const save = useScheduleChange(scope, (body: ScheduleCreate) =>
    bodyOf(inScope(scope).POST("/api/schedules", { body })),
  );

  function send(body: ScheduleCreate) {
    save.mutate(body, {
      onSuccess: ({ id }) =>
        void navigate({
          to: "/o/$organization/schedules/$scheduleId",
          params: { organization: scope, scheduleId: id },
        }),
    });
  }

  return (
    <Page title={texts.schedules.make}>
      <ScheduleEditor scope={scope} isPending={save.isPending} error={save.error} onSave={send} />
    </Page>
  );
}
