import { ForAdministrators } from "../session/ForAdministrators";
import * as texts from "../texts/texts";
import { OneUser } from "./OneUser";

/** One user, for platform administrators. */
export function UserPage() {
  return (
    <ForAdministrators needs="users.manage" title={texts.people.user}>
      <OneUser />
    </ForAdministrators>
  );
}
