import { Group, Text } from "@mantine/core";
import type { SignInProviderView } from "../api/schema";
import * as texts from "../texts/texts";
import { CopyButton } from "../ui/CopyButton";
import { DataTable } from "../ui/DataTable";
import type { Column } from "../ui/table";
import { ProviderActions } from "./ProviderActions";
import { redirectUriOf } from "./providerDraft";

interface ProviderTableProps {
  providers: readonly SignInProviderView[];
}

const COLUMNS: readonly Column<SignInProviderView>[] = [
  { key: "name", header: texts.singleSignOn.name, isTitle: true, cell: ({ name }) => name },
  {
    key: "kind",
    header: texts.singleSignOn.kind,
    cell: ({ kind }) => texts.singleSignOn.kinds[kind],
  },
  {
    key: "state",
    header: texts.singleSignOn.state,
    cell: ({ isEnabled }) => (isEnabled ? texts.singleSignOn.on : texts.singleSignOn.off),
  },
  {
    key: "redirect",
    header: texts.singleSignOn.redirectUri,
    cell: (provider) => (
      <CopyButton value={redirectUriOf(provider)} label={texts.singleSignOn.copyRedirect} isLink />
    ),
  },
  {
    key: "link",
    header: texts.singleSignOn.signInLink,
    cell: ({ id }) => (
      <Group gap="xs">
        <CopyButton
          value={`${window.location.origin}/sign-in?provider=${id}`}
          label={texts.singleSignOn.copyLink}
          isLink
        />
        <Text size="sm">/sign-in</Text>
      </Group>
    ),
  },
  {
    key: "action",
    header: texts.singleSignOn.action,
    cell: (provider) => <ProviderActions provider={provider} />,
  },
];

export function ProviderTable({ providers }: ProviderTableProps) {
  return (
    <DataTable
      label={texts.singleSignOn.title}
      columns={COLUMNS}
      rows={providers}
      keyOf={({ id }) => id}
    />
  );
}
