import { Badge, Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../api/client";
import type { OwnSession } from "../api/schema";
import * as texts from "../texts/texts";
import { DataTable } from "../ui/DataTable";
import { ProblemAlert } from "../ui/ProblemAlert";
import { SkeletonRows } from "../ui/SkeletonRows";
import { TimeText } from "../ui/TimeText";
import type { Column } from "../ui/table";

export const OWN_SESSIONS = ["own-sessions"];

/** Where the user is signed in with a password, and a button that ends each of these. */
export function SessionList() {
  const queryClient = useQueryClient();
  const sessions = useQuery({
    queryKey: OWN_SESSIONS,
    queryFn: ({ signal }) => bodyOf(platform.GET("/api/users/me/sessions", { signal })),
  });
  const ending = useMutation({
    mutationFn: (id: string) =>
      bodyOf(
        platform.DELETE("/api/users/me/sessions/{session_id}", {
          params: { path: { session_id: id } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: OWN_SESSIONS }),
  });
  const columns: readonly Column<OwnSession>[] = [
    {
      key: "device",
      header: texts.security.device,
      isTitle: true,
      cell: ({ device, isCurrent }) => (
        <Group gap="xs">
          {device || texts.session.unknownDevice}
          {isCurrent ? <Badge color="green">{texts.session.thisBrowser}</Badge> : null}
        </Group>
      ),
    },
    { key: "network", header: texts.security.network, cell: ({ address }) => address },
    {
      key: "began",
      header: texts.session.began,
      cell: ({ beganAt }) => <TimeText at={beganAt} />,
    },
    {
      key: "used",
      header: texts.session.lastUsed,
      cell: ({ refreshedAt }) => <TimeText at={refreshedAt} />,
    },
    { key: "ends", header: texts.session.ends, cell: ({ endsAt }) => <TimeText at={endsAt} /> },
    {
      key: "end",
      header: texts.session.action,
      cell: ({ id, isCurrent }) =>
        isCurrent ? null : (
          <Button size="xs" onClick={() => ending.mutate(id)}>
            {texts.session.endSession}
          </Button>
        ),
    },
  ];

  if (sessions.isPending) return <SkeletonRows rows={2} />;
  if (sessions.isError) {
    return <ProblemAlert error={sessions.error} onRetry={() => sessions.refetch()} />;
  }
  if (sessions.data.length === 0) return <Text c="dimmed">{texts.session.noSessions}</Text>;
  return (
    <>
      {ending.isError ? <ProblemAlert error={ending.error} /> : null}
      <DataTable
        label={texts.session.sessions}
        columns={columns}
        rows={sessions.data}
        keyOf={({ id }) => id}
      />
    </>
  );
}
