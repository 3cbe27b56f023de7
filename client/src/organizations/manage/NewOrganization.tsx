import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { bodyOf, platform } from "../../api/client";
import * as texts from "../../texts/texts";
import { CreateDialog } from "../../ui/CreateDialog";
import { SecretOnce } from "../../ui/SecretOnce";
import { organizationsQuery } from "../organizationsQuery";
import { addAdministrator } from "./addAdministrator";
import { NewOrganizationFields } from "./NewOrganizationFields";
import { bodyOfDraft, EMPTY_ORGANIZATION, type NewOrganizationDraft } from "./organizationDraft";

/** The button that makes an organization with its first administrator. */
export function NewOrganization() {
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [link, setLink] = useState<string>();
  /** What was made already, where the administrator was refused: it is not made twice. */
  const made = useRef<{ id: string; name: string }>(undefined);

  function open() {
    made.current = undefined;
    dialog.open();
  }

  async function create(draft: NewOrganizationDraft) {
    made.current ??= await bodyOf(
      platform.POST("/api/organizations", { body: bodyOfDraft(draft) }),
    );
    await queries.invalidateQueries({ queryKey: organizationsQuery.queryKey });
    const person = { email: draft.administratorEmail.trim(), name: draft.administratorName.trim() };
    if (person.email !== "") setLink(await addAdministrator(made.current.id, person));
  }

  return (
    <>
      <Button variant="filled" onClick={open}>
        {texts.customers.add}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.customers.add}
          verb={texts.customers.create}
          organization={undefined}
          initial={EMPTY_ORGANIZATION}
          create={create}
          fields={(props) => <NewOrganizationFields {...props} />}
          onClose={dialog.close}
        />
      ) : null}
      <SecretOnce
        secret={link}
        title={texts.customers.link}
        says={texts.customers.linkSays(made.current?.name ?? "")}
        copyLabel={texts.customers.copyLink}
        onClose={() => setLink(undefined)}
      />
    </>
  );
}
