import { Modal, Stack, Text, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { basedOn } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { DialogForm } from "../ui/DialogForm";
import { Loaded } from "../ui/Loaded";
import { useReturnFocus } from "../ui/useReturnFocus";
import { secretQuery, secretsQuery } from "./configQueries";
import { SecretUses } from "./SecretUses";

interface SecretRemovalProps {
  name: string;
  onClose: () => void;
}

/** Asks before a secret is deleted; for one that is used, its name has to be typed. */
export function SecretRemoval({ name, onClose }: SecretRemovalProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const secret = useQuery(secretQuery(scope, name));
  const [typed, setTyped] = useState("");
  useReturnFocus();

  async function remove(version: string) {
    const query = { force: typed === name };
    const params = { path: { name }, query, header: basedOn(version) };
    await bodyOf(inScope(scope).DELETE("/api/secrets/{name}", { params }));
    onClose();
    await queries.invalidateQueries({ queryKey: secretsQuery(scope).queryKey });
  }

  return (
    <Modal opened onClose={onClose} title={texts.secrets.removeTitle(name)}>
      <Loaded query={secret} rows={3} height={32}>
        {({ thing: { usedBy }, version }) => (
          <DialogForm
            organization={organization}
            verb={texts.secrets.removeVerb}
            danger
            onSubmit={() => remove(version)}
            onClose={onClose}
          >
            {() =>
              usedBy.length === 0 ? (
                <Text>{texts.secrets.removeUnused}</Text>
              ) : (
                <Stack gap="sm">
                  <Text>{texts.secrets.removeUsed}</Text>
                  <SecretUses uses={usedBy} />
                  <TextInput
                    label={texts.secrets.typeName(name)}
                    value={typed}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => setTyped(event.currentTarget.value)}
                  />
                </Stack>
              )
            }
          </DialogForm>
        )}
      </Loaded>
    </Modal>
  );
}
