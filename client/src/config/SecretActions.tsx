import { Button, Group } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { bodyOf, inScope } from "../api/client";
import { basedOn } from "../api/versions";
import { useOrganization } from "../organizations/useOrganization";
import { useScope } from "../session/useScope";
import * as texts from "../texts/texts";
import { EditDialog } from "../ui/EditDialog";
import { readSecret, secretsQuery } from "./configQueries";
import { SecretDetails } from "./SecretDetails";
import { SecretFields } from "./SecretFields";
import { SecretRemoval } from "./SecretRemoval";
import { compareSecret, type SecretDraft, secretDraftOf } from "./secretDraft";

interface SecretActionsProps {
  name: string;
}

/** The buttons of one secret. */
export function SecretActions({ name }: SecretActionsProps) {
  const scope = useScope();
  const organization = useOrganization(scope);
  const queries = useQueryClient();
  const [asking, setAsking] = useState<"details" | "renew" | "remove">();
  const close = () => setAsking(undefined);

  async function renew({ value }: SecretDraft, version: string) {
    const params = { path: { name }, header: basedOn(version) };
    await bodyOf(inScope(scope).PUT("/api/secrets/{name}", { params, body: { value } }));
    await queries.invalidateQueries({ queryKey: secretsQuery(scope).queryKey });
  }

  return (
    <Group gap="xs" wrap="nowrap" justify="flex-end">
      <Button
        size="xs"
        aria-label={texts.secrets.detailsOf(name)}
        onClick={() => setAsking("details")}
      >
        {texts.secrets.details}
      </Button>
      <Button size="xs" aria-label={texts.secrets.renewOf(name)} onClick={() => setAsking("renew")}>
        {texts.secrets.renew}
      </Button>
      <Button
        size="xs"
        aria-label={texts.secrets.removeOf(name)}
        onClick={() => setAsking("remove")}
      >
        {texts.secrets.remove}
      </Button>
      {asking === "details" ? <SecretDetails name={name} onClose={close} /> : null}
      {asking === "renew" ? (
        <EditDialog
          title={texts.secrets.renewTitle(name)}
          verb={texts.secrets.renewVerb}
          organization={organization}
          edit={{
            read: () => readSecret(scope, name),
            draftOf: secretDraftOf,
            save: renew,
            compare: compareSecret,
          }}
          fields={(props) => <SecretFields {...props} isNew={false} />}
          onClose={close}
        />
      ) : null}
      {asking === "remove" ? <SecretRemoval name={name} onClose={close} /> : null}
    </Group>
  );
}
