import { Button, Stack, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import type { PackageChanges } from "./usePackageChanges";

interface NewPackageProps {
  changes: PackageChanges;
}

const words = texts.packages;

/** The button that installs a package. */
export function NewPackage({ changes }: NewPackageProps) {
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {words.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={words.add}
          verb={words.install}
          organization={undefined}
          initial={{ name: "", version: "" }}
          create={({ name, version }) =>
            changes.install({ package: name, version: version || null })
          }
          fields={({ draft, problems, onChange }) => (
            <Stack gap="sm">
              <Text c="dimmed">{words.trust}</Text>
              <TextInput
                label={words.name}
                description={words.nameHelp}
                value={draft.name}
                data-autofocus
                autoComplete="off"
                spellCheck={false}
                error={problems.get("package")}
                onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
              />
              <TextInput
                label={words.version}
                description={words.versionHelp}
                value={draft.version}
                autoComplete="off"
                error={problems.get("version")}
                onChange={(event) => onChange({ ...draft, version: event.currentTarget.value })}
              />
            </Stack>
          )}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
