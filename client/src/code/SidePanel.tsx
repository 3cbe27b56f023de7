import { Tabs } from "@mantine/core";
import * as texts from "../texts/texts";
import type { Asked } from "./FileDialogs";
import { FilesPanel } from "./FilesPanel";
import { ProblemsPanel } from "./ProblemsPanel";
import { SearchPanel } from "./SearchPanel";

interface SidePanelProps {
  shown: string | undefined;
  onOpen: (path: string, line?: number) => void;
  onAsk: (asked: Asked) => void;
}

/** The tree of the workspace, the search through it, and what is wrong in it. */
export function SidePanel({ shown, onOpen, onAsk }: SidePanelProps) {
  return (
    <Tabs defaultValue="files" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="files">{texts.code.files}</Tabs.Tab>
        <Tabs.Tab value="search">{texts.code.search}</Tabs.Tab>
        <Tabs.Tab value="problems">{texts.code.problems}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="files">
        <FilesPanel shown={shown} onOpen={(path) => onOpen(path)} onAsk={onAsk} />
      </Tabs.Panel>
      <Tabs.Panel value="search">
        <SearchPanel onOpen={onOpen} />
      </Tabs.Panel>
      <Tabs.Panel value="problems">
        <ProblemsPanel onOpen={onOpen} />
      </Tabs.Panel>
    </Tabs>
  );
}
