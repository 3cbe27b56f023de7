import { getThemeColor, useMantineTheme } from "@mantine/core";
import { GLOBAL_SCOPE, type Scope } from "../api/scope";
import { colourOf } from "../ui/organizationColour";
import classes from "./OrganizationBand.module.css";

interface OrganizationBandProps {
  scope: Scope;
}

/** The organization's colour on top of every page; hatched where every customer is meant. */
export function OrganizationBand({ scope }: OrganizationBandProps) {
  const theme = useMantineTheme();
  return (
    <div
      className={classes.band}
      data-global={scope === GLOBAL_SCOPE || undefined}
      style={{ "--organization-colour": getThemeColor(`${colourOf(scope)}.6`, theme) }}
    />
  );
}
