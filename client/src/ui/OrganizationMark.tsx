import { GLOBAL_SCOPE } from "../api/scope";
import { Mark } from "./Mark";
import { colourOf, lettersOf } from "./organizationColour";

interface OrganizationMarkProps {
  id: string;
  name: string;
}

/** The colour and letters of an organization. */
export function OrganizationMark({ id, name }: OrganizationMarkProps) {
  return <Mark color={colourOf(id)} letters={id === GLOBAL_SCOPE ? "∗" : lettersOf(name)} />;
}
