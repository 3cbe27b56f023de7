import { Stack, Tabs, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Loaded } from "../ui/Loaded";
import { Page } from "../ui/Page";
import { ApprovalCard } from "./ApprovalCard";
import { ApprovalTable } from "./ApprovalTable";
import { HISTORY_DAYS, historyQuery } from "./approvalQueries";
import { usePendingApprovals } from "./usePendingApprovals";

const route = getRouteApi("/o/$organization/approvals");
const words = texts.approvals;

/** What agents ask people before they act, and what people have said. */
export function ApprovalsPage() {
  const scope = useScope();
  const { tab = "waiting" } = route.useSearch();
  const navigate = route.useNavigate();
  const pending = usePendingApprovals(scope);
  const history = useQuery({ ...historyQuery(scope), enabled: tab === "history" });
  return (
    <Page title={words.title} says={words.says}>
      <Tabs
        value={tab}
        onChange={(chosen) =>
          void navigate({ search: chosen === "history" ? { tab: "history" } : {}, replace: true })
        }
      >
        <Tabs.List>
          <Tabs.Tab value="waiting">{words.waiting(pending.data?.length)}</Tabs.Tab>
          <Tabs.Tab value="history">{words.history}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="waiting" pt="md">
          <Loaded query={pending} rows={2} height={160}>
            {(found) =>
              found.length === 0 ? (
                <EmptyState title={words.nothing} says={words.nothingSays} />
              ) : (
                <Stack maw="48rem">
                  {found.map((one) => (
                    <ApprovalCard key={one.id} scope={scope} approval={one} />
                  ))}
                </Stack>
              )
            }
          </Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <Loaded query={history}>
            {(found) =>
              found.length === 0 ? (
                <EmptyState title={words.noHistory} says={words.noHistorySays(HISTORY_DAYS)} />
              ) : (
                <Stack>
                  <Text c="dimmed">{words.historySays(HISTORY_DAYS)}</Text>
                  <ApprovalTable scope={scope} approvals={found} />
                </Stack>
              )
            }
          </Loaded>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
