import { Button, Group, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import type { IdentitiesView, IdentityView } from "../../api/schema";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { ProblemAlert } from "../../ui/ProblemAlert";
import { TimeText } from "../../ui/TimeText";
import type { Column } from "../../ui/table";
import { identitiesQuery } from "./identitiesQuery";
import { leave } from "./journey";

interface AccountTableProps {
  found: IdentitiesView;
}

/** The linked accounts, with what the user can do with each, and the providers to link one of. */
export function AccountTable({ found }: AccountTableProps) {
  const queryClient = useQueryClient();
  const unlinking = useMutation({
    mutationFn: (id: string) =>
      bodyOf(
        platform.DELETE("/api/users/me/identities/{identity_id}", {
          params: { path: { identity_id: id } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: identitiesQuery.queryKey }),
  });
  const linking = useMutation({ mutationFn: (id: string) => leave("link", id, "/me") });
  const failed = unlinking.error ?? linking.error;
  return (
    <>
      {failed === null ? null : <ProblemAlert error={failed} />}
      {found.identities.length === 0 ? (
        <Text>{texts.singleSignOn.noAccounts}</Text>
      ) : (
        <DataTable
          label={texts.singleSignOn.accounts}
          columns={columnsOf(unlinking.mutate)}
          rows={found.identities}
          keyOf={({ id }) => id}
        />
      )}
      <Group>
        {found.providers.map(({ id, name }) => (
          <Button key={id} onClick={() => linking.mutate(id)}>
            {texts.singleSignOn.link(name)}
          </Button>
        ))}
      </Group>
    </>
  );
}

function columnsOf(unlink: (id: string) => void): readonly Column<IdentityView>[] {
  return [
    {
      key: "provider",
      header: texts.singleSignOn.provider,
      isTitle: true,
      cell: ({ provider }) => provider,
    },
    { key: "account", header: texts.singleSignOn.account, cell: ({ address }) => address },
    {
      key: "used",
      header: texts.singleSignOn.used,
      cell: ({ usedAt }) => (usedAt === null ? texts.singleSignOn.never : <TimeText at={usedAt} />),
    },
    {
      key: "action",
      header: texts.singleSignOn.action,
      cell: ({ id, provider }) => (
        <Button
          size="xs"
          aria-label={texts.singleSignOn.unlinkName(provider)}
          onClick={() => unlink(id)}
        >
          {texts.singleSignOn.unlink}
        </Button>
      ),
    },
  ];
}
