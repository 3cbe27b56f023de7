import { ForAdministrators } from "../session/ForAdministrators";
import * as texts from "../texts/texts";
import { CodeDesk } from "./CodeDesk";

/** The workspace's code, for platform administrators. */
export function CodePage() {
  return (
    <ForAdministrators needs="code.manage" title={texts.code.title}>
      <CodeDesk />
    </ForAdministrators>
  );
}
