import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { bodyOf, inScope } from "../api/client";
import type { ScheduleCreate } from "../api/schema";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ScheduleEditor } from "./ScheduleEditor";
import { scheduleQuery } from "./scheduleQueries";
import { useScheduleChange } from "./useScheduleChange";

const route = getRouteApi("/o/$organization/schedules/$scheduleId/edit");

/** Changes a schedule; who saves it is its maker from then on. */
export function EditSchedulePage() {
  const { organization: scope, scheduleId } = route.useParams();
  const navigate = useNavigate();
  const schedule = useQuery(scheduleQuery(scope, scheduleId));
  const params = { path: { schedule_id: scheduleId } };
  const save = useScheduleChange(scope, ({ isEnabled: _, ...body }: ScheduleCreate) =>
    bodyOf(inScope(scope).PATCH("/api/schedules/{schedule_id}", { params, body })),
  );

  function send(body: ScheduleCreate) {
    save.mutate(body, {
      onSuccess: () =>
        void navigate({
          to: "/o/$organization/schedules/$scheduleId",
          params: { organization: scope, scheduleId },
        }),
    });
  }

  return (
    <Page title={`${texts.schedules.edit}: ${schedule.data?.name ?? ""}`}>
      <Loaded query={schedule}>
        {(found) => (
          <ScheduleEditor
            scope={scope}
            saved={found}
            isPending={save.isPending}
            error={save.error}
            onSave={send}
          />
        )}
      </Loaded>
    </Page>
  );
}
