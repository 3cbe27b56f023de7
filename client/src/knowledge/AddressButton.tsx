import { Button, Checkbox, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Scope } from "../api/scope";
import { useOrganization } from "../organizations/useOrganization";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { useSourceChanges } from "./knowledgeQueries";

interface AddressButtonProps {
  scope: Scope;
  namespace: string;
}

const words = texts.knowledge;

/** Asks for an address, which is fetched and indexed. */
export function AddressButton({ scope, namespace }: AddressButtonProps) {
  const organization = useOrganization(scope);
  const { take } = useSourceChanges(scope, namespace);
  const [isOpen, dialog] = useDisclosure();
  return (
    <>
      <Button onClick={dialog.open}>{words.addAddress}</Button>
      {isOpen ? (
        <CreateDialog
          title={words.addAddress}
          verb={words.fetch}
          organization={organization}
          initial={{ url: "", trusted: false }}
          create={take.mutateAsync}
          onClose={dialog.close}
          fields={({ draft, problems, onChange }) => (
            <>
              <TextInput
                label={words.address}
                description={words.addressSays}
                type="url"
                required
                value={draft.url}
                error={problems.get("url")}
                onChange={({ currentTarget: { value } }) => onChange({ ...draft, url: value })}
              />
              <Checkbox
                label={words.trusted}
                checked={draft.trusted}
                onChange={({ currentTarget: { checked } }) =>
                  onChange({ ...draft, trusted: checked })
                }
              />
            </>
          )}
        />
      ) : null}
    </>
  );
}
