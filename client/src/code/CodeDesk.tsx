import { Stack } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import * as texts from "../texts/texts";
import { EmptyState } from "../ui/EmptyState";
import { Page } from "../ui/Page";
import { ProblemAlert } from "../ui/ProblemAlert";
import { CloseFileDialog } from "./CloseFileDialog";
import classes from "./CodeDesk.module.css";
import { useFileChanges } from "./codeQueries";
import { type Asked, FileDialogs } from "./FileDialogs";
import { FileTabs } from "./FileTabs";
import { LeaveCodeDialog } from "./LeaveCodeDialog";
import { OpenFileView } from "./OpenFileView";
import { QuickOpenButton } from "./open/QuickOpenButton";
import { isDirty, isWithin, type OpenFile } from "./openFiles";
import { SidePanel } from "./SidePanel";
import { useOpenFiles } from "./useOpenFiles";

const route = getRouteApi("/platform/code");

/** The workspace: its tree, a search through it, and the open files. */
export function CodeDesk() {
  const { path, line } = route.useSearch();
  const navigate = route.useNavigate();
  const { files, change, file, error, isBinary } = useOpenFiles(path);
  const changes = useFileChanges();
  const [asked, setAsked] = useState<Asked>();
  const [closing, setClosing] = useState<OpenFile>();

  function show(shown: string | undefined, at?: number) {
    const search = shown === undefined ? {} : { path: shown };
    void navigate({ search: at === undefined ? search : { ...search, line: at }, replace: true });
  }

  function close(closed: string) {
    setClosing(undefined);
    setAsked(undefined);
    change({ kind: "closed", path: closed });
    const left = files.filter((one) => !isWithin(one.path, closed));
    if (path !== undefined && isWithin(path, closed)) show(left.at(-1)?.path);
  }

  function follow(from: string, to: string) {
    setAsked(undefined);
    change({ kind: "renamed", from, to });
    if (path !== undefined && isWithin(path, from)) show(to + path.slice(from.length));
  }

  return (
    <Page
      title={texts.code.title}
      says={texts.code.says}
      action={<QuickOpenButton onOpen={(opened) => show(opened)} />}
    >
      <div className={classes.panes}>
        <SidePanel shown={path} onOpen={show} onAsk={setAsked} />
        <Stack gap="xs">
          <FileTabs
            files={files}
            shown={path}
            onShow={(shown) => show(shown)}
            onClose={(one) => (isDirty(one) ? setClosing(one) : close(one.path))}
          />
          {error !== null ? <ProblemAlert error={error} /> : null}
          {isBinary ? <EmptyState title={texts.code.notText} /> : null}
          {file === undefined ? null : (
            <OpenFileView
              key={file.path}
              file={file}
              open={files}
              line={line}
              change={change}
              onOpen={show}
            />
          )}
          {path === undefined ? (
            <EmptyState title={texts.code.nothingOpen} says={texts.code.nothingOpenSays} />
          ) : null}
        </Stack>
      </div>
      <FileDialogs
        asked={asked}
        changes={changes}
        etagOf={(of) => files.find((one) => one.path === of)?.etag}
        onMade={(made) => {
          setAsked(undefined);
          show(made);
        }}
        onRenamed={follow}
        onRemoved={close}
        onClose={() => setAsked(undefined)}
      />
      <CloseFileDialog path={closing?.path} onClosed={close} onStay={() => setClosing(undefined)} />
      <LeaveCodeDialog files={files} />
    </Page>
  );
}
