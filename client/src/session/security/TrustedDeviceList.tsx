import { Button, Group, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import type { TrustedDeviceView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { TimeText } from "../../ui/TimeText";
import type { Column } from "../../ui/table";
import { securityQuery } from "./securityQuery";

interface TrustedDeviceListProps {
  devices: readonly TrustedDeviceView[];
}

const PATH = "/api/users/me/mfa/trusted-devices";

/** The browsers that skip the second factor; nothing where there is none. */
export function TrustedDeviceList({ devices }: TrustedDeviceListProps) {
  const queryClient = useQueryClient();
  const revoking = useMutation({
    mutationFn: (id: string | undefined) =>
      id === undefined
        ? bodyOf(platform.DELETE(PATH))
        : bodyOf(platform.DELETE(`${PATH}/{device_id}`, { params: { path: { device_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: securityQuery.queryKey }),
  });
  const columns: readonly Column<TrustedDeviceView>[] = [
    { key: "device", header: texts.security.device, isTitle: true, cell: ({ device }) => device },
    { key: "network", header: texts.security.network, cell: ({ network }) => network },
    {
      key: "used",
      header: texts.security.used,
      cell: ({ usedAt }) => <TimeText at={usedAt} />,
    },
    {
      key: "until",
      header: texts.security.until,
      cell: ({ expiresAt }) => <TimeText at={expiresAt} />,
    },
    {
      key: "revoke",
      header: texts.security.action,
      cell: ({ id }) => (
        <Button size="xs" onClick={() => revoking.mutate(id)}>
          {texts.security.revoke}
        </Button>
      ),
    },
  ];
  if (devices.length === 0) return null;
  return (
    <Stack gap="xs">
      <Text fw={600}>{texts.security.devices}</Text>
      <Text c="dimmed">{texts.security.devicesSay}</Text>
      {revoking.isError ? <ProblemAlert error={revoking.error} /> : null}
      <DataTable
        label={texts.security.devices}
        columns={columns}
        rows={devices}
        keyOf={({ id }) => id}
      />
      <Group>
        <Button onClick={() => revoking.mutate(undefined)}>{texts.security.revokeAll}</Button>
      </Group>
    </Stack>
  );
}
