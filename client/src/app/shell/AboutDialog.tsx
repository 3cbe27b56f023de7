import { packages } from "virtual:packages";
import { Anchor, Group, Modal, Stack, Text, Title } from "@mantine/core";
import { useSession } from "../../session/useSession";
import * as texts from "../../texts/texts";
import { DataTable } from "../../ui/DataTable";
import { KeyValue } from "../../ui/KeyValue";
import { Logo } from "../../ui/Logo";
import type { Column } from "../../ui/table";
import { useReturnFocus } from "../../ui/useReturnFocus";

interface AboutDialogProps {
  onClose: () => void;
}

type Package = (typeof packages)[number];

const COLUMNS: readonly Column<Package>[] = [
  { key: "name", header: texts.about.package, isTitle: true, cell: ({ name }) => name },
  { key: "version", header: texts.about.version, cell: ({ version }) => version },
  { key: "licence", header: texts.about.licence, cell: ({ licence }) => licence },
];

/** The version, the licence, and what the client is made of. */
export function AboutDialog({ onClose }: AboutDialogProps) {
  const { version } = useSession();
  useReturnFocus();
  return (
    <Modal opened onClose={onClose} title={texts.about.title} size="lg">
      <Stack>
        <Group>
          <Logo />
        </Group>
        <KeyValue
          entries={[
            [texts.about.version, version],
            [texts.about.licence, texts.about.ownLicence],
          ]}
        />
        <Text>{texts.about.freedom}</Text>
        <Group gap="md">
          <Anchor href="/api/docs" target="_blank">
            {texts.shell.apiDocs}
          </Anchor>
          <Anchor href="/third-party-notices.txt" target="_blank">
            {texts.about.notices}
          </Anchor>
        </Group>
        <Title order={3}>{texts.about.madeOf}</Title>
        <DataTable
          label={texts.about.madeOf}
          columns={COLUMNS}
          rows={packages}
          keyOf={({ name, version: its }) => `${name} ${its}`}
        />
      </Stack>
    </Modal>
  );
}
