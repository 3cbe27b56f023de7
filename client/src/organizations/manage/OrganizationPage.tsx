import { ForAdministrators } from "../../session/ForAdministrators";
import * as texts from "../../texts/texts";
import { OneOrganization } from "./OneOrganization";

/** One organization, for platform administrators. */
export function OrganizationPage() {
  return (
    <ForAdministrators needs="organizations.manage" title={texts.customers.one}>
      <OneOrganization />
    </ForAdministrators>
  );
}
