import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { OpenRun } from "./OpenRun";
import { runQuery } from "./runQuery";

const route = getRouteApi("/o/$organization/runs/$executionId");

/** Everything about one run, and how it goes on. */
export function RunPage() {
  const scope = useScope();
  const { executionId } = route.useParams();
  const record = useQuery(runQuery(scope, executionId));
  const known = useDeferredValue(record.data);
  if (known?.executionId === executionId) return <OpenRun key={executionId} record={known} />;
  return (
    <Page title={texts.runs.run}>
      <Loaded query={record} rows={6}>
        {() => null}
      </Loaded>
    </Page>
  );
}
