import { Avatar } from "@mantine/core";
import Globe from "lucide-react/icons/globe";
import { GLOBAL_SCOPE } from "../api/scope";
import { colourOf, lettersOf } from "./organizationColour";

interface OrganizationMarkProps {
  id: string;
  name: string;
  size?: number;
}

/** The colour and letters of an organization. Its name stands beside it, so a reader skips it. */
export function OrganizationMark({ id, name, size = 24 }: OrganizationMarkProps) {
  return (
    <Avatar size={size} radius="sm" color={colourOf(id)} variant="light" aria-hidden>
      {id === GLOBAL_SCOPE ? <Globe size={size * 0.6} /> : lettersOf(name)}
    </Avatar>
  );
}
