import { Alert, Button, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { GLOBAL_SCOPE } from "../api/scope";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { microsText } from "../ui/dollars";
import { download } from "../ui/download";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { Section } from "../ui/Section";
import { UsageCharts } from "./UsageCharts";
import { UsageFilters } from "./UsageFilters";
import { UsageTable } from "./UsageTable";
import { usageCsv, usageQuery } from "./usageQueries";

const route = getRouteApi("/o/$organization/ai-usage");
const words = texts.usage;

/** What calls of models cost, by day and by what they were for, and who paid. */
export function UsagePage() {
  const scope = useScope();
  const { by = scope === GLOBAL_SCOPE ? "organization" : "model", days = 30 } = route.useSearch();
  const navigate = route.useNavigate();
  const byDay = useQuery(usageQuery(scope, "day", days));
  const groups = useQuery(usageQuery(scope, by, days));
  const exporting = useMutation({
    mutationFn: async () =>
      download(`ai-usage-by-${by}.csv`, String(await usageCsv(scope, by, days)), "text/csv"),
  });
  return (
    <Page
      title={words.title}
      says={scope === GLOBAL_SCOPE ? words.saysOfPlatform : words.says}
      action={
        <Button loading={exporting.isPending} onClick={() => exporting.mutate()}>
          {words.export}
        </Button>
      }
    >
      <UsageFilters
        by={by}
        days={days}
        onChange={(changed) =>
          void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
        }
      />
      {exporting.isError ? <ProblemAlert error={exporting.error} /> : null}
      <Loaded query={byDay} rows={2} height={96}>
        {(report) => <UsageCharts report={report} />}
      </Loaded>
      <Loaded query={groups}>
        {(report) =>
          report.groups.length === 0 ? (
            <EmptyState title={words.empty} says={words.emptySays} />
          ) : (
            <Section title={words.by[by]}>
              <Text>{words.total(microsText(report.totalCostMicros))}</Text>
              {report.isComplete ? null : <Alert color="yellow">{words.incomplete}</Alert>}
              <UsageTable scope={scope} by={by} groups={report.groups} />
            </Section>
          )
        }
      </Loaded>
    </Page>
  );
}
