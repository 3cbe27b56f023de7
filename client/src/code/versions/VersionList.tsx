import { UnstyledButton } from "@mantine/core";
import type { FileVersion } from "../../api/schema";
import * as texts from "../../texts/texts";
import { TimeText } from "../../ui/TimeText";
import classes from "./VersionList.module.css";

interface VersionListProps {
  versions: readonly FileVersion[];
  /** The ETag of the file as it is now. */
  etag: string | undefined;
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** What happened to a file, newest first; what has a content can be chosen. */
export function VersionList({ versions, etag, chosen, onChoose }: VersionListProps) {
  const newest = versions.find(({ isKept }) => isKept);
  return (
    <ul className={classes.list} aria-label={texts.code.versions}>
      {versions.map((version) => {
        const isNow = version === newest && version.etag === etag;
        const says = (
          <>
            <span>
              {texts.code.changes[version.change]}
              {isNow ? ` · ${texts.code.isNow}` : ""}
            </span>
            <span>{version.byName ?? texts.code.unknownAuthor}</span>
            <TimeText at={version.at} />
          </>
        );
        return (
          <li key={version.id}>
            {version.isKept ? (
              <UnstyledButton
                className={classes.version}
                aria-pressed={version.id === chosen}
                onClick={() => onChoose(version.id)}
              >
                {says}
              </UnstyledButton>
            ) : (
              <div className={`${classes.version} ${classes.gone}`}>{says}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
