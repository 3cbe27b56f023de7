import { useMutation } from "@tanstack/react-query";
import { bodyOf, platform } from "../../api/client";
import { draftsOf, type OpenFile } from "../openFiles";

/** Runs the tests of a file with the texts of the editor. */
export function useTestRun(file: string, open: readonly OpenFile[]) {
  return useMutation({
    mutationFn: () =>
      bodyOf(platform.POST("/api/editor/tests", { body: { file, drafts: draftsOf(open) } })),
  });
}
