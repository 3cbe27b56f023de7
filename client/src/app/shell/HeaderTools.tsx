import type { Scope } from "../../api/scope";
import { NoticeBell } from "../../notices/NoticeBell";
import { RunTray } from "../../runs/RunTray";
import { hearsOf } from "../../session/abilities";
import { useSession } from "../../session/useSession";
import { SearchButton } from "./SearchButton";

interface HeaderToolsProps {
  scope: Scope;
  onSearch: () => void;
}

/** What the header has for a scope: search, runs under way, and what administrators must hear of. */
export function HeaderTools({ scope, onSearch }: HeaderToolsProps) {
  const isTold = hearsOf(useSession(), scope);
  return (
    <>
      <SearchButton onClick={onSearch} />
      <RunTray key={`runs ${scope}`} scope={scope} />
      {isTold ? <NoticeBell key={`notices ${scope}`} scope={scope} /> : null}
    </>
  );
}
