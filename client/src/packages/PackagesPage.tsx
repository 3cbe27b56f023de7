import { ForAdministrators } from "../session/ForAdministrators";
import * as texts from "../texts/texts";
import { AllPackages } from "./AllPackages";

/** The packages that workflows may import, for platform administrators. */
export function PackagesPage() {
  return (
    <ForAdministrators needs="packages.manage" title={texts.packages.title}>
      <AllPackages />
    </ForAdministrators>
  );
}
