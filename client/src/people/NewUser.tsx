import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { bodyOf, platform } from "../api/client";
import * as texts from "../texts/texts";
import { CreateDialog } from "../ui/CreateDialog";
import { UserFields } from "./UserFields";
import { EMPTY_USER, type UserDraft } from "./userDraft";
import { USERS_KEY } from "./userQueries";

/** The button that makes a user, and leads to them. */
export function NewUser() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, dialog] = useDisclosure();

  async function create({ memberships, ...facts }: UserDraft) {
    const body = { ...facts, memberships: [...memberships] };
    const made = await bodyOf(platform.POST("/api/users", { body }));
    await queries.invalidateQueries({ queryKey: USERS_KEY });
    await navigate({ to: "/platform/users/$userId", params: { userId: made.id } });
  }

  return (
    <>
      <Button variant="filled" onClick={dialog.open}>
        {texts.people.addUser}
      </Button>
      {isOpen ? (
        <CreateDialog
          title={texts.people.addUser}
          verb={texts.people.createUser}
          organization={undefined}
          initial={EMPTY_USER}
          create={create}
          fields={(props) => <UserFields {...props} isNew />}
          onClose={dialog.close}
        />
      ) : null}
    </>
  );
}
