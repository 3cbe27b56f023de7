import { useState } from "react";
import { bodyOf, platform } from "../api/client";
import type { UserView } from "../api/schema";
import * as texts from "../texts/texts";
import { EditDialog } from "../ui/EditDialog";
import { type Disposal, WaitingRuns } from "../ui/WaitingRuns";
import { PlatformConfirm } from "./PlatformConfirm";
import { UserFields } from "./UserFields";
import { useOrganizationNames } from "./useOrganizationNames";
import { compareUser, draftOf } from "./userDraft";
import { readUser } from "./userQueries";
import type { useUserChanges } from "./useUserChanges";

export type UserAction = "edit" | "link" | "end" | "forget" | "reset" | "state" | "remove";

interface UserDialogsProps {
  user: UserView;
  changes: ReturnType<typeof useUserChanges>;
  asking: UserAction | undefined;
  onClose: () => void;
}

const words = texts.people;

/** The question before each thing that can be done with a user. */
export function UserDialogs({ user, changes, asking, onClose }: UserDialogsProps) {
  const nameOf = useOrganizationNames();
  const [disposal, setDisposal] = useState<Disposal>("cancel");
  const { displayName: name, isActive } = user;
  const waiting = (
    <WaitingRuns
      ask={() =>
        bodyOf(platform.GET("/api/users/{user}/waiting", { params: { path: { user: user.id } } }))
      }
      value={disposal}
      onChange={setDisposal}
    />
  );

  if (asking === undefined) return null;
  if (asking === "edit") {
    return (
      <EditDialog
        title={words.editTitle(name)}
        verb={texts.edits.save}
        organization={undefined}
        edit={{
          read: () => readUser(user.id),
          draftOf,
          save: changes.save,
          compare: (draft) => compareUser(draft, nameOf),
        }}
        fields={(props) => <UserFields {...props} isNew={false} />}
        onClose={onClose}
      />
    );
  }
  if (asking === "state") {
    return (
      <PlatformConfirm
        title={isActive ? words.deactivateTitle(name) : words.activateTitle(name)}
        verb={isActive ? words.deactivate : words.activate}
        says={isActive ? words.deactivateSays : ""}
        onConfirm={() => changes.setActive(!isActive, disposal)}
        onClose={onClose}
      >
        {isActive ? waiting : null}
      </PlatformConfirm>
    );
  }
  if (asking === "remove") {
    return (
      <PlatformConfirm
        title={words.removeTitle(name)}
        verb={words.remove}
        says={words.removeSays}
        danger
        onConfirm={() => changes.remove(disposal)}
        onClose={onClose}
      >
        {waiting}
      </PlatformConfirm>
    );
  }
  return <PlatformConfirm {...simple(asking, name, changes)} onClose={onClose} />;
}

/** The questions that need nothing but a yes. */
function simple(
  asking: "link" | "end" | "forget" | "reset",
  name: string,
  changes: ReturnType<typeof useUserChanges>,
) {
  switch (asking) {
    case "link":
      return {
        title: words.passwordLinkTitle(name),
        verb: words.makeLink,
        says: words.passwordLinkSays,
        onConfirm: changes.makeLink,
      };
    case "end":
      return {
        title: words.endSessionsTitle(name),
        verb: words.endSessions,
        says: words.endSessionsSay,
        onConfirm: changes.endSessions,
      };
    case "forget":
      return {
        title: words.forgetTitle(name),
        verb: words.forget,
        says: words.forgetSays,
        onConfirm: changes.forget,
      };
    case "reset":
      return {
        title: words.resetFactorTitle(name),
        verb: words.resetFactor,
        says: words.resetFactorSays,
        danger: true,
        onConfirm: changes.resetFactor,
      };
  }
}
