import { PasswordInput, Stack } from "@mantine/core";
import * as texts from "../texts/texts";
import type { FieldsProps } from "../ui/fields";
import type { ConnectionDraft } from "./connectionDraft";
import { TextField } from "./TextField";

interface ConnectionFieldsProps extends FieldsProps<ConnectionDraft> {
  isNew: boolean;
}

const words = texts.connections;

/** What there is to say of a connection, new or known, by the way it signs in. */
export function ConnectionFields(props: ConnectionFieldsProps) {
  const { isNew, ...common } = props;
  const { draft, problems, onChange } = common;
  const isPartner = draft.flow === "partner";
  return (
    <Stack gap="sm">
      <TextField {...common} name="description" field="description" label={words.description} />
      {isPartner ? (
        <TextField {...common} name="partner" field="partner_connection" label={words.partner} />
      ) : (
        <>
          <TextField {...common} name="clientId" field="client_id" label={words.clientId} />
          <PasswordInput
            label={words.clientSecret}
            description={isNew ? words.clientSecretHelp : words.clientSecretKept}
            value={draft.clientSecret}
            autoComplete="new-password"
            error={problems.get("client_secret")}
            onChange={(event) => onChange({ ...draft, clientSecret: event.currentTarget.value })}
          />
        </>
      )}
      {draft.flow === "authorization_code" ? (
        <TextField
          {...common}
          name="authorizationUrl"
          field="authorization_url"
          label={words.authorizationUrl}
        />
      ) : null}
      <TextField
        {...common}
        name="tokenUrl"
        field="token_url"
        label={words.tokenUrl}
        {...(draft.perOrganization ? { help: words.tokenUrlHelp } : {})}
      />
      <TextField
        {...common}
        name="scopes"
        field="scopes"
        label={words.scopes}
        help={words.scopesHelp}
      />
      {draft.flow === "authorization_code" ? (
        <TextField
          {...common}
          name="issuer"
          field="issuer"
          label={words.issuer}
          help={words.issuerHelp}
        />
      ) : null}
    </Stack>
  );
}
